using ModelWorker.Errors;

namespace ModelWorker.Tests;

public sealed class FirstLinesTests
{
    [Theory]
    [InlineData("one line", "one line")]
    [InlineData("\n the first \r\n  at some native frame", "the first")]
    [InlineData(" \n", nameof(InvalidOperationException))]
    public void An_exception_is_told_in_a_line_and_never_in_none(string message, string line) =>
        Assert.Equal(line, new InvalidOperationException(message).FirstLine());
}
