using System.Collections.Concurrent;
using System.Reflection;
using Xunit.v3;

[assembly: Shared.TestLimit]

namespace Shared;

/// <summary>
/// Cancels a test that waits for what never comes: it fails under its name, and the others go on. Far above what any
/// test takes on a busy machine, so that no result depends on speed.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestLimitAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    // One instance serves all tests of an assembly.
    private readonly ConcurrentDictionary<string, Timer> _running = [];

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        var context = TestContext.Current;
        _running[test.UniqueID] = new Timer(_ => Cancel(context), null, Limit, Timeout.InfiniteTimeSpan);
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (_running.TryRemove(test.UniqueID, out var timer)) timer.Dispose();
    }

    private static void Cancel(ITestContext context)
    {
        context.SendDiagnosticMessage("{0} is cancelled: it runs for more than {1}.", context.Test?.TestDisplayName ?? "A test", Limit);
        context.CancelCurrentTest();
    }
}
