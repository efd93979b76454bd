using System.Runtime.CompilerServices;
using Aspire.Hosting.Backchannel.Rpc;

namespace Standins.Tests.Backchannel;

public sealed class RpcConnectionTests
{
    [Fact]
    public async Task A_call_is_answered_by_its_id_and_a_notification_is_not()
    {
        await using var client = new RpcClient(Methods());

        await client.SendAsync("""{"jsonrpc":"2.0","method":"Add","params":[1,1]}""");
        var answer = await client.CallAsync(7, "Add", "[20,22]");

        Assert.Equal(7, answer.GetProperty("id").GetInt32());
        Assert.Equal(42, answer.GetProperty("result").GetInt32());
        Assert.Equal("2.0", answer.GetProperty("jsonrpc").GetString());
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"Nothing"}""", RpcException.MethodNotFound)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"Add","params":["a"]}""", RpcException.InvalidParams)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"Add","params":7}""", RpcException.InvalidParams)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"Fail"}""", RpcException.InvocationFailed)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"Unspeakable"}""", RpcException.InvocationFailed)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"$/enumerator/next","params":[99]}""", RpcException.InvalidParams)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"$/enumerator/next","params":"x"}""", RpcException.InvalidParams)]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"Add"}""", RpcException.InvalidRequest)]
    [InlineData("""{"jsonrpc":"2.0","id":1}""", RpcException.InvalidRequest)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":5}""", RpcException.InvalidRequest)]
    [InlineData("""{"jsonrpc":"2.0","id":1,"method":"\ud800"}""", RpcException.InvalidRequest)]
    [InlineData("""{"jsonrpc":"2.0","id":"\ud800","method":"Add"}""", RpcException.InvalidRequest)]
    [InlineData("""{"\ud80012":1,"id":1,"method":"Add"}""", RpcException.InvalidRequest)]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"\ud800":1}}""", RpcException.InvalidParams)]
    [InlineData("[1,2]", RpcException.InvalidRequest)]
    [InlineData("{", RpcException.ParseError)]
    [InlineData("\0", RpcException.ParseError)]
    public async Task Bad_input_is_answered_with_an_error_and_the_next_call_is_served(string message, int code)
    {
        await using var client = new RpcClient(Methods());

        await client.SendAsync(message);

        Assert.Equal(code, RpcClient.ErrorOf(await client.ReceiveAsync()));
        Assert.Equal(3, (await client.CallAsync(2, "Add", "[1,2]")).GetProperty("result").GetInt32());
    }

    [Fact]
    public async Task Deep_nesting_is_answered_with_an_error()
    {
        await using var client = new RpcClient(Methods());

        await client.SendAsync(new string('[', 10_000));

        Assert.Equal(RpcException.ParseError, RpcClient.ErrorOf(await client.ReceiveAsync()));
    }

    [Fact]
    public async Task Bad_framing_ends_the_connection_with_an_error()
    {
        await using var client = new RpcClient(Methods());

        await client.WriteAsync("GET / HTTP/1.1\r\n\r\n");

        Assert.Equal(RpcException.ParseError, RpcClient.ErrorOf(await client.ReceiveAsync()));
        await client.Served;
    }

    [Fact]
    public async Task A_sequence_is_read_value_by_value()
    {
        await using var client = new RpcClient(Methods());
        var token = (await client.CallAsync(1, "Count", "[2]")).GetProperty("result").GetProperty("token").GetInt64();

        Assert.Equal("""{"values":["1"],"finished":false}""", (await client.CallAsync(2, "$/enumerator/next", $"[{token}]")).GetProperty("result").GetRawText());
        Assert.Equal("""{"values":["2"],"finished":false}""", (await client.CallAsync(3, "$/enumerator/next", $"[{token}]")).GetProperty("result").GetRawText());
        Assert.Equal("""{"values":[],"finished":true}""", (await client.CallAsync(4, "$/enumerator/next", $"[{token}]")).GetProperty("result").GetRawText());
        Assert.Equal(RpcException.InvalidParams, RpcClient.ErrorOf(await client.CallAsync(5, "$/enumerator/next", $"[{token}]")));
    }

    [Fact]
    public async Task A_sequence_that_is_aborted_ends_for_who_makes_it_and_who_reads_it()
    {
        var ended = new TaskCompletionSource();
        await using var client = new RpcClient(Methods(ended));
        var token = (await client.CallAsync(1, "Wait")).GetProperty("result").GetProperty("token").GetInt64();
        await client.SendAsync($$"""{"jsonrpc":"2.0","id":2,"method":"$/enumerator/next","params":[{{token}}]}""");

        await client.SendAsync($$"""{"jsonrpc":"2.0","method":"$/enumerator/abort","params":[{{token}}]}""");

        Assert.True((await client.ReceiveAsync()).GetProperty("result").GetProperty("finished").GetBoolean());
        await ended.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_sequence_that_does_not_listen_holds_up_no_end()
    {
        var never = new TaskCompletionSource();
        await using var client = new RpcClient(Methods(never));
        var token = (await client.CallAsync(1, "Deaf")).GetProperty("result").GetProperty("token").GetInt64();
        await client.SendAsync($$"""{"jsonrpc":"2.0","id":2,"method":"$/enumerator/next","params":[{{token}}]}""");

        var aborted = await client.CallAsync(3, "$/enumerator/abort", $"[{token}]");

        Assert.Equal(3, aborted.GetProperty("id").GetInt32());
    }

    [Fact]
    public async Task A_call_can_be_given_up()
    {
        await using var client = new RpcClient(Methods());
        await client.SendAsync("""{"jsonrpc":"2.0","id":"a","method":"Sleep"}""");

        await client.SendAsync("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"a"}}""");

        var answer = await client.ReceiveAsync();
        Assert.Equal("a", answer.GetProperty("id").GetString());
        Assert.Equal(RpcException.Canceled, RpcClient.ErrorOf(answer));
    }

    [Fact]
    public async Task Too_many_calls_at_once_are_refused()
    {
        await using var client = new RpcClient(Methods());

        for (var id = 0; id <= 128; id++)
            await client.SendAsync($$"""{"jsonrpc":"2.0","id":{{id}},"method":"Sleep"}""");

        var answer = await client.ReceiveAsync();
        Assert.Equal(128, answer.GetProperty("id").GetInt32());
        Assert.Equal(RpcException.InvocationFailed, RpcClient.ErrorOf(answer));
    }

    private static RpcMethods Methods(TaskCompletionSource? ended = null)
    {
        var methods = new RpcMethods();
        methods.Add("Add", arguments => Number(arguments, 0) + Number(arguments, 1));
        methods.Add("Fail", () => throw new InvalidOperationException("It fails."));
        methods.Add("Unspeakable", () => typeof(RpcMethods));
        methods.Add("Count", arguments => CountAsync(arguments.Get<int>(0)));
        methods.Add("Wait", () => WaitAsync(ended));
        methods.Add("Deaf", () => DeafAsync(ended!));
        methods.Add("Sleep", async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return null;
        });
        return methods;
    }

    private static int Number(RpcArguments arguments, int position) =>
        arguments.Get<int?>(position) ?? throw new RpcException(RpcException.InvalidParams, "A number is missing.");

    private static async IAsyncEnumerable<string> CountAsync(int last)
    {
        for (var number = 1; number <= last; number++)
        {
            await Task.Yield();
            yield return $"{number}";
        }
    }

    private static async IAsyncEnumerable<string> DeafAsync(TaskCompletionSource never)
    {
        await never.Task;
        yield return "never";
    }

    private static async IAsyncEnumerable<string> WaitAsync(TaskCompletionSource? ended, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            yield return "never";
        }
        finally
        {
            ended?.SetResult();
        }
    }
}
