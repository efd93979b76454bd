using System.Globalization;
using System.Net;
using Gateway.Tests.Hosting;

namespace Gateway.Tests.Reliability;

/// <summary>What became of requests.</summary>
internal sealed record Numbers(int Sent, int Served, int Retried, int TurnedAway, int Lost);

/// <summary>Clients that send one request after the other, and count.</summary>
internal static class Clients
{
    /// <param name="at">What happens before the request of this number is sent; the others go on meanwhile.</param>
    public static async Task<Numbers> SendAsync(Scene scene, int clients, int requests, params (int Number, Func<Task> Do)[] at)
    {
        int sent = 0, served = 0, retried = 0, turnedAway = 0, lost = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async _ =>
        {
            while (Interlocked.Increment(ref sent) is var number && number <= requests)
            {
                foreach (var (_, act) in at.Where(one => one.Number == number)) await act();
                try
                {
                    using var response = await scene.Gateway.GenerateAsync();
                    await response.TextAsync();
                    if (response.StatusCode == HttpStatusCode.OK)
                    {
                        Interlocked.Increment(ref served);
                        if (int.Parse(response.Header(InferenceHeaders.Attempts)!, CultureInfo.InvariantCulture) > 1) Interlocked.Increment(ref retried);
                    }
                    else if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable && response.Headers.RetryAfter is not null)
                    {
                        Interlocked.Increment(ref turnedAway);
                    }
                    else
                    {
                        Interlocked.Increment(ref lost);
                    }
                }
                catch (HttpRequestException)
                {
                    Interlocked.Increment(ref lost);
                }
            }
        }));
        return new Numbers(requests, served, retried, turnedAway, lost);
    }
}
