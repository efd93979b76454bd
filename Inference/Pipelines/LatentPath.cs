using Inference.Models;
using Inference.Runtime;
using Inference.Schedulers;

namespace Inference.Pipelines;

/// <summary>Latents on their way from noise to a picture, with what the schedule's steps leave to later ones.</summary>
internal sealed class LatentPath : IDisposable
{
    private readonly UNetDenoiser _denoiser;
    private readonly UNetPrograms _programs;
    private readonly DiffusionSchedule _schedule;
    private readonly UNetText _text;
    private readonly Painting? _painting;
    private readonly double _guidance;
    private readonly List<DeviceArray> _kept = [];
    private readonly DeviceArray? _nothing;

    /// <param name="denoiser">What predicts.</param>
    /// <param name="programs">Those of the shape.</param>
    /// <param name="schedule">The steps.</param>
    /// <param name="text">The texts.</param>
    /// <param name="guidance">How far predictions are moved away from those of the negative text.</param>
    /// <param name="start">The first latents.</param>
    public LatentPath(UNetDenoiser denoiser, UNetPrograms programs, DiffusionSchedule schedule, UNetText text, double guidance, LatentStart start)
    {
        (_denoiser, _programs, _schedule, _text, _guidance) = (denoiser, programs, schedule, text, guidance);
        var dims = programs.Advance.Stage.Inputs[1].Shape.Dims;
        DeviceArray Upload(float[] values) => denoiser.Mesh.Upload<float>(values, dims);
        Latents = Upload(start.Latents);
        if (start is { Original: { } original, Mask: { } mask })
            _painting = new Painting(Upload(original), Upload(start.Noise), Upload(mask));
        if (schedule.Depth > 0)
            _nothing = Upload(new float[start.Latents.Length]);
    }

    /// <summary>Where they are now, f32.</summary>
    public DeviceArray Latents { get; private set; }

    /// <summary>Starts a step.</summary>
    /// <returns>The latents of the picture as the model predicts it now; they go with the run.</returns>
    public DeviceArray Step(StageRun run, int index)
    {
        var (step, mesh) = (_schedule.Steps[index], _denoiser.Mesh);
        var batch = (int)_text.States.Parts[0].Dimensions[0];
        var time = run.Own(UNetConditions.Times(mesh, _denoiser.Model, [.. Enumerable.Repeat(step.Timestep, batch)]));
        var scale = run.Own(mesh.Upload<float>([(float)step.InputScale]));
        var prediction = _denoiser.Predict(run, _programs.Predict, Latents, scale, _text.States, time, _text.Added);
        var shares = run.Own(mesh.Upload<float>(LatentSteps.Shares(step, _guidance, _schedule.Depth), _programs.Advance.Stage.Inputs[2].Shape.Dims));
        var before = _kept.Concat(Enumerable.Repeat(_nothing!, _schedule.Depth - _kept.Count));
        var outputs = run.Start(_programs.Advance, [], [prediction, Latents, shares, .. before]);
        if (_schedule.Depth > 0 && step.Kept is not null)
            Remember(run, outputs[2]);
        var (signal, noise) = index + 1 < _schedule.Steps.Count ? (_schedule.Steps[index + 1].Signal, _schedule.Steps[index + 1].Noise) : (1, 0);
        Latents = run.Keep(_painting?.Keep(run, _programs.Keep, mesh, outputs[0], signal, noise) ?? outputs[0]);
        return outputs[1];
    }

    private void Remember(StageRun run, DeviceArray kept)
    {
        _kept.Insert(0, run.Keep(kept));
        if (_kept.Count <= _schedule.Depth)
            return;
        // The step just started may still read it.
        run.Own(_kept[^1]);
        _kept.RemoveAt(_kept.Count - 1);
    }

    public void Dispose()
    {
        Latents.Dispose();
        _painting?.Dispose();
        _nothing?.Dispose();
        foreach (var kept in _kept)
            kept.Dispose();
    }
}
