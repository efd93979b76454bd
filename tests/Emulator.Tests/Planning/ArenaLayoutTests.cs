using Emulator.Planning.Memory;

namespace Emulator.Tests.Planning;

public sealed class ArenaLayoutTests
{
    [Fact]
    public void Buffers_alive_at_once_do_not_overlap_and_others_share()
    {
        var random = new Random(7);
        var buffers = new List<PlannedBuffer>();
        for (var i = 0; i < 200; i++)
        {
            var buffer = new PlannedBuffer(BufferSpace.Arena, i, random.Next(0, 5000));
            var first = random.Next(0, 100);
            buffer.Touch(first);
            buffer.Touch(first + random.Next(0, 12));
            buffers.Add(buffer);
        }
        var (offsets, total) = ArenaLayout.Of(buffers);
        foreach (var a in buffers)
        {
            Assert.Equal(0, offsets[a.Index] % 64);
            Assert.InRange(offsets[a.Index] + a.Bytes, 0, total);
            foreach (var b in buffers.Where(b => b.Index > a.Index && a.First <= b.Last && b.First <= a.Last && a.Bytes > 0 && b.Bytes > 0))
                Assert.True(offsets[a.Index] + a.Bytes <= offsets[b.Index] || offsets[b.Index] + b.Bytes <= offsets[a.Index], $"{a.Index} and {b.Index}");
        }
        Assert.True(total < buffers.Sum(b => b.Bytes) / 3);
    }
}
