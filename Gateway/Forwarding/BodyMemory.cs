using Microsoft.Extensions.Options;

namespace Gateway.Forwarding;

/// <summary>The bytes of all bodies that this gateway holds, those of requests that wait included: what is not bounded ends with the process.</summary>
internal sealed class BodyMemory(IOptions<GatewayOptions> options)
{
    private long _held;

    /// <summary>Bytes that are held now.</summary>
    public long Held => Interlocked.Read(ref _held);

    /// <summary>What a request holds; to be disposed of with it.</summary>
    public Share Begin() => new(this);

    private bool TryAdd(long bytes)
    {
        // Settings may be read again.
        if (Interlocked.Add(ref _held, bytes) <= options.Value.BodiesLimit) return true;
        Interlocked.Add(ref _held, -bytes);
        return false;
    }

    /// <summary>The part of one request.</summary>
    internal sealed class Share(BodyMemory memory) : IDisposable
    {
        private long _bytes;

        /// <summary>It is to hold so many bytes in all; false: there is no room, and it holds what it did.</summary>
        public bool TryGrow(int bytes)
        {
            if (!memory.TryAdd(bytes - _bytes)) return false;
            _bytes = bytes;
            return true;
        }

        public void Dispose()
        {
            Interlocked.Add(ref memory._held, -_bytes);
            _bytes = 0;
        }
    }
}
