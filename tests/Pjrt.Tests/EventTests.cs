namespace Pjrt.Tests;

public sealed class EventTests
{
    public static TheoryData<string> All => Plugins.All;

    [Theory]
    [MemberData(nameof(All))]
    public async Task Outputs_are_ready_before_they_are_read(string name)
    {
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.Double, new CompileOptions());
        using var x = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], client.Devices[0]);
        var host = new byte[24];
        using var y = executable.Execute([[x]]).Outputs[0][0];
        await y.ReadyAsync();
        await y.ToHostAsync(host);
        Assert.Equal(12f, BitConverter.ToSingle(host, 20));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Many_executions_complete_at_once(string name)
    {
        using var client = Plugins.Open(name);
        using var executable = client.Compile(Programs.Double, new CompileOptions());
        using var x = client.BufferFromHost([1f, 2, 3, 4, 5, 6], [2, 3], client.Devices[0]);
        var reads = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                var result = executable.Execute([[x]]);
                using var y = result.Outputs[0][0];
                var host = new byte[24];
                await Task.WhenAll(result.Completion, y.ToHostAsync(host));
                Assert.Equal(2f, BitConverter.ToSingle(host, 0));
            }
        }));
        await Task.WhenAll(reads);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_buffer_may_go_while_it_is_being_read(string name)
    {
        using var client = Plugins.Open(name);
        var data = Enumerable.Range(0, 1 << 20).ToArray();
        var buffer = client.BufferFromHost(data, [data.Length], client.Devices[0]);
        var host = new byte[data.Length * sizeof(int)];
        var copy = buffer.ToHostAsync(host);
        buffer.Dispose();
        await copy;
        Assert.Equal(data[^1], BitConverter.ToInt32(host, host.Length - sizeof(int)));
    }
}
