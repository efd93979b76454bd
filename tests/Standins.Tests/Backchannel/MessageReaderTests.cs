using System.Globalization;
using System.Text;
using Aspire.Hosting.Backchannel.Rpc;

namespace Standins.Tests.Backchannel;

public sealed class MessageReaderTests
{
    [Fact]
    public async Task Messages_are_read_whole_however_they_come()
    {
        var bytes = Encoding.UTF8.GetBytes("Content-Length: 3\r\n\r\nabcContent-Type: any\r\ncontent-length:4\r\n\r\näcd");
        var reader = new MessageReader(new OneByteAtATime(bytes));

        Assert.Equal("abc", Encoding.UTF8.GetString((await ReadAsync(reader))!));
        Assert.Equal("äcd", Encoding.UTF8.GetString((await ReadAsync(reader))!));
        Assert.Null(await ReadAsync(reader));
    }

    [Theory]
    [InlineData("Content-Length: -1\r\n\r\n")]
    [InlineData("Content-Length: many\r\n\r\n")]
    [InlineData("Content-Length: 99999999999\r\n\r\n")]
    [InlineData("Content-Length: 4194305\r\n\r\n")]
    [InlineData("Content-Type: any\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    public async Task What_is_no_message_is_refused(string text)
    {
        var reader = new MessageReader(new MemoryStream(Encoding.ASCII.GetBytes(text)));

        await Assert.ThrowsAsync<InvalidDataException>(async () => await ReadAsync(reader));
    }

    [Fact]
    public async Task A_header_without_end_is_refused_before_it_fills_the_memory()
    {
        var reader = new MessageReader(new Endless());

        await Assert.ThrowsAsync<InvalidDataException>(async () => await ReadAsync(reader));
    }

    [Fact]
    public async Task A_message_that_breaks_off_is_none()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"Content-Length: 10\r\n\r\nabc");
        var reader = new MessageReader(new MemoryStream(Encoding.ASCII.GetBytes(text)));

        Assert.Null(await ReadAsync(reader));
    }

    private static ValueTask<byte[]?> ReadAsync(MessageReader reader) => reader.ReadAsync(TestContext.Current.CancellationToken);

    private sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..1], cancellationToken);
    }

    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'a');
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
