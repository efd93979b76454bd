using System.Diagnostics;
using Frontend.Fleet;
using Frontend.Gateway;

namespace Frontend.Pictures;

/// <summary>The pictures of one browser session, newest first: makes them, keeps them, forgets the oldest.
/// Lives as long as the session's connection; all members are called on its dispatcher.</summary>
internal sealed class PictureStudio(InferenceClient client, FleetFeed fleet, PictureStore store, TimeProvider clock) : IDisposable
{
    /// <summary>How many pictures a session keeps.</summary>
    public const int MostPictures = 60;

    private readonly List<Picture> _pictures = [];

    /// <summary>Raised when a picture appears, changes or goes.</summary>
    public event Action? Changed;

    public IReadOnlyList<Picture> Pictures => _pictures;

    public bool IsBusy => _pictures.Exists(picture => picture.IsRunning);

    /// <summary>Makes all sizes of <paramref name="order"/> at once; completes when each is done, failed or cancelled.</summary>
    public async Task CreateAsync(PictureOrder order)
    {
        using var activity = FrontendTelemetry.StartOrder(order);
        var added = order.Sizes.Select(size => new Picture(order, size, clock.GetTimestamp())).ToArray();
        _pictures.InsertRange(0, added);
        Trim();
        Changed?.Invoke();
        await Task.WhenAll(added.Select(MakeAsync));
    }

    /// <summary>Makes a failed or cancelled picture again, in its place.</summary>
    public async Task RetryAsync(Picture failed)
    {
        using var activity = FrontendTelemetry.StartOrder(failed.Order);
        var again = new Picture(failed.Order, failed.Size, clock.GetTimestamp());
        var place = _pictures.IndexOf(failed);
        if (place < 0)
            return;
        _pictures[place] = again;
        Changed?.Invoke();
        await MakeAsync(again);
    }

    public void CancelAll() => _pictures.ForEach(picture => picture.Cancel());

    public void Remove(Picture picture)
    {
        picture.Cancel();
        store.Remove(picture.Id);
        _pictures.Remove(picture);
        Changed?.Invoke();
    }

    public void Dispose()
    {
        Changed = null;
        foreach (var picture in _pictures)
        {
            picture.Cancel();
            store.Remove(picture.Id);
        }
        _pictures.Clear();
    }

    private async Task MakeAsync(Picture picture)
    {
        using var activity = FrontendTelemetry.StartPicture(picture.Order, picture.Size);
        picture.TraceId = activity?.TraceId.ToString();
        try
        {
            await foreach (var happened in client.GenerateAsync(RequestFor(picture), picture.Cancellation))
                await ApplyAsync(picture, happened);
        }
        catch (OperationCanceledException) when (picture.Cancellation.IsCancellationRequested)
        {
            picture.State = PictureState.Cancelled;
        }
        catch (InferenceException exception)
        {
            picture.Fault = exception.Fault;
            picture.State = PictureState.Failed;
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
        }
        Changed?.Invoke();
    }

    private async Task ApplyAsync(Picture picture, GenerationEvent happened)
    {
        switch (happened)
        {
            case GenerationEvent.Accepted { Origin: var origin }:
                picture.Origin = origin;
                picture.Unit = await fleet.FindUnitAsync(origin.Unit, picture.Cancellation);
                break;
            case GenerationEvent.Progressed { Png: var png, Share: var share }:
                picture.State = PictureState.Forming;
                picture.Share = share;
                if (png is not null)
                    Keep(picture, png);
                break;
            case GenerationEvent.Completed { Png: var png }:
                picture.State = PictureState.Done;
                picture.Share = 1;
                picture.Latency = clock.GetElapsedTime(picture.StartedAt);
                Keep(picture, png);
                break;
        }
        Changed?.Invoke();
    }

    private void Keep(Picture picture, byte[] png)
    {
        // A session that has ended shows nothing any more.
        if (picture.Cancellation.IsCancellationRequested)
            return;
        store.Put(picture.Id, new(png, FileNames.For(picture.Order, picture.Size)));
        picture.Version++;
    }

    private void Trim()
    {
        while (_pictures.Count > MostPictures && _pictures.FindLastIndex(picture => !picture.IsRunning) is >= 0 and var oldest)
        {
            store.Remove(_pictures[oldest].Id);
            _pictures.RemoveAt(oldest);
        }
    }

    private static GenerationRequest RequestFor(Picture picture) => new()
    {
        Model = picture.Order.Model,
        Prompt = picture.Order.Prompt,
        Size = picture.Size.ToString(),
        Steps = picture.Order.Steps,
        Guidance = picture.Order.Guidance,
        Seed = picture.Order.Seed,
    };
}
