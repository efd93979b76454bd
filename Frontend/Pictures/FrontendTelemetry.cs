using System.Diagnostics;

namespace Frontend.Pictures;

/// <summary>Spans of the frontend. Each click on Create begins a trace that the gateway and the worker continue.</summary>
internal static class FrontendTelemetry
{
    public static readonly ActivitySource Source = new("Inference.Frontend");

    /// <summary>Begins a new trace for <paramref name="order"/>, whatever activity the browser's connection is part of.</summary>
    public static Activity? StartOrder(PictureOrder order)
    {
        Activity.Current = null;
        var activity = Source.StartActivity("create pictures");
        activity?.SetTag("gen_ai.request.model", order.Model);
        activity?.SetTag("inference.pictures", order.Sizes.Count);
        return activity;
    }

    public static Activity? StartPicture(PictureOrder order, PictureSize size)
    {
        var activity = Source.StartActivity($"create picture {size}");
        activity?.SetTag("gen_ai.request.model", order.Model);
        activity?.SetTag("inference.size", size.ToString());
        activity?.SetTag("inference.steps", order.Steps);
        activity?.SetTag("inference.seed", order.Seed);
        return activity;
    }
}
