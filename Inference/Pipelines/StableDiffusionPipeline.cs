using System.Diagnostics;
using Inference.Checkpoints;
using Inference.Images;
using Inference.Models;
using Inference.Programs;
using Inference.Runtime;
using Inference.Schedulers;
using Pjrt;

namespace Inference.Pipelines;

/// <summary>
/// Stable Diffusion 2.1, SDXL and its refiner: text encoders, a UNet that moves noise towards a picture step by step, a decoder. Draws
/// from noise, from another picture, or in a part of one.
/// </summary>
public sealed class StableDiffusionPipeline : ISizedPipeline
{
    private readonly StableDiffusionModel _model;
    private readonly StageLibrary _library;
    private readonly StableDiffusionText _text;
    private readonly UNetDenoiser _denoiser;
    private readonly LatentEncoder _encoder;
    private readonly LatentDecoder _decoder;
    private readonly Dictionary<UNetShape, UNetPrograms> _prepared = [];
    private readonly SemaphoreSlim _busy = new(1);

    private StableDiffusionPipeline(StableDiffusionOptions options, PjrtClient client, IExecutableSource programs)
    {
        (_model, _library) = (StableDiffusionModel.Load(options), new StageLibrary(programs));
        _text = new StableDiffusionText(_model, options, client, _library);
        using var unet = Checkpoint.Open(Path.Combine(options.ModelFolder, UNet.Component));
        _denoiser = new UNetDenoiser(_model.Denoiser, new Mesh(client, _model.Denoiser.Devices), unet, _library);
        using var vae = Checkpoint.Open(Path.Combine(options.ModelFolder, Autoencoder.Component));
        var mesh = new Mesh(client, _model.Decoder.Devices);
        _encoder = new LatentEncoder(_model.Decoder, mesh, vae, _library, packed: false);
        _decoder = new LatentDecoder(_model.Decoder, mesh, vae, _library, packed: false);
    }

    /// <inheritdoc/>
    public IReadOnlyList<ComponentPlacement> Components => _model.Components;

    /// <summary>Reads configs and tokenizers, uploads the weights, and loads the programs of all sizes in the options.</summary>
    /// <param name="options">The model and its devices.</param>
    /// <param name="client">Whose devices; it must outlive the pipeline.</param>
    /// <param name="programs">Where executables come from, for the same client.</param>
    /// <param name="cancellation">Ends the loading.</param>
    /// <exception cref="InvalidDataException">A config is absent or does not fit the others.</exception>
    /// <exception cref="IOException">A checkpoint or a tokenizer is absent or damaged.</exception>
    /// <exception cref="NotSupportedException">The model asks for what is not built.</exception>
    /// <exception cref="PjrtException">The device refuses a program or has too little memory.</exception>
    public static async Task<StableDiffusionPipeline> LoadAsync(
        StableDiffusionOptions options, PjrtClient client, IExecutableSource programs, CancellationToken cancellation)
    {
        // Opening, converting and copying weights is long and synchronous.
        var pipeline = await Task.Run(() => new StableDiffusionPipeline(options, client, programs), cancellation).ConfigureAwait(false);
        try
        {
            await pipeline._text.PrepareAsync(cancellation).ConfigureAwait(false);
            foreach (var (width, height) in options.Sizes)
                await pipeline.PrepareAsync(width, height, cancellation).ConfigureAwait(false);
            return pipeline;
        }
        catch
        {
            await pipeline.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task AddSizeAsync(int width, int height, CancellationToken cancellation)
    {
        await _busy.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await PrepareAsync(width, height, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _busy.Release();
        }
    }

    /// <summary>All programs of the sizes in the options, each once. Needs the configs, not the weights, and no device.</summary>
    public static IEnumerable<StageProgram> Programs(StableDiffusionOptions options)
    {
        var model = StableDiffusionModel.Load(options);
        return options.Sizes.SelectMany(size => model.Stages(size.Width, size.Height))
            .Select(stage => stage.Program).DistinctBy(program => (program.Component, program.Text));
    }

    /// <inheritdoc/>
    public Task<RgbImage> GenerateAsync(
        ImageRequest request, Func<DenoisingProgress, ValueTask>? progress, CancellationToken cancellation) =>
        GenerateAsync(request, null, progress, new StableDiffusionInspection(), cancellation);

    /// <inheritdoc cref="GenerateAsync(ImageRequest, Func{DenoisingProgress, ValueTask}?, CancellationToken)"/>
    /// <param name="latents">What another model left, to go on with; null: none did.</param>
    /// <param name="inspection">For comparisons with references.</param>
    internal Task<RgbImage> GenerateAsync(
        ImageRequest request, float[]? latents, Func<DenoisingProgress, ValueTask>? progress, StableDiffusionInspection inspection,
        CancellationToken cancellation) =>
        DenoiseAsync(request, latents, progress, inspection, async path =>
        {
            var image = await _decoder.DecodeAsync(path.Latents, request.Height / Side, request.Width / Side, cancellation).ConfigureAwait(false);
            inspection.Image?.Invoke(image);
            return RgbImage.FromUnit(request.Width, request.Height, image);
        }, cancellation);

    /// <summary>The same up to the latents, for another model to go on with.</summary>
    internal Task<float[]> GenerateLatentsAsync(ImageRequest request, Func<DenoisingProgress, ValueTask>? progress, CancellationToken cancellation) =>
        DenoiseAsync(request, null, progress, new StableDiffusionInspection(), path => path.Latents.ToFloatsAsync(), cancellation);

    /// <summary>The steps that a request takes.</summary>
    /// <exception cref="ArgumentException">None remains, or so many are not possible.</exception>
    internal DiffusionSchedule Schedule(ImageRequest request)
    {
        var (steps, train) = (request.Steps, _model.Scheduler.TrainSteps);
        var first = request.DenoisingStart > 0 ? _model.Scheduler.For(steps).Before(request.DenoisingStart, train)
            : request.Image is null ? 0
            : steps - Math.Min((int)(steps * request.Strength), steps);
        var schedule = _model.Scheduler.For(steps, first);
        if (request.DenoisingEnd < 1)
            schedule = schedule.Until(request.DenoisingEnd, train);
        return schedule.Steps.Count > 0
            ? schedule
            : throw new ArgumentException($"With {steps} steps and a strength of {request.Strength} none remains: ask for more of either.");
    }

    private int Side => _model.Decoder.Config.Reduction;

    private async Task<T> DenoiseAsync<T>(
        ImageRequest request, float[]? latents, Func<DenoisingProgress, ValueTask>? progress, StableDiffusionInspection inspection,
        Func<LatentPath, Task<T>> finish, CancellationToken cancellation)
    {
        request.Check();
        var guided = request.Guidance > 1;
        var shape = _model.Shape(request.Width, request.Height, guided);
        var schedule = Schedule(request);
        inspection.Schedule?.Invoke(schedule);
        await _busy.WaitAsync(cancellation).ConfigureAwait(false);
        using var activity = PipelineTelemetry.StartPicture(request);
        try
        {
            var programs = await PrepareAsync(shape, cancellation).ConfigureAwait(false);
            var prompts = await _text.EncodeAsync(request, guided, cancellation).ConfigureAwait(false);
            var numbers = Numbers(request, guided);
            inspection.Text?.Invoke(prompts, numbers);
            using var text = UNetText.Upload(_denoiser, prompts, numbers);
            var start = await StartAsync(request, shape, schedule, latents, inspection, cancellation).ConfigureAwait(false);
            inspection.Begun?.Invoke(start.Latents);
            using var path = new LatentPath(_denoiser, programs, schedule, text, request.Guidance, start);
            for (var step = 0; step < schedule.Steps.Count; step++)
                await StepAsync(request, path, step, schedule.Steps.Count, progress, inspection, cancellation).ConfigureAwait(false);
            return await finish(path).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            activity.Fail(exception);
            throw;
        }
        finally
        {
            _busy.Release();
        }
    }

    private async Task StepAsync(
        ImageRequest request, LatentPath path, int step, int steps, Func<DenoisingProgress, ValueTask>? progress,
        StableDiffusionInspection inspection, CancellationToken cancellation)
    {
        var begin = Stopwatch.GetTimestamp();
        var run = new StageRun(cancellation);
        await using var end = run.ConfigureAwait(false);
        DeviceArray denoised;
        using (PipelineTelemetry.Source.StartActivity("denoising step")?.SetTag("inference.step", step + 1))
        {
            denoised = path.Step(run, step);
            await run.DrainAsync().ConfigureAwait(false);
        }
        var duration = PipelineTelemetry.RecordStep(begin, request);
        if (progress is not null)
        {
            var partial = request.ShowsPartialAfter(step, steps)
                ? await _decoder.DrawAsync(denoised, request.Height / Side, request.Width / Side, cancellation).ConfigureAwait(false)
                : null;
            await progress(new DenoisingProgress(step + 1, steps, duration, partial)).ConfigureAwait(false);
        }
        await (inspection.Latents?.Invoke(path.Latents) ?? Task.CompletedTask).ConfigureAwait(false);
    }

    private async Task<LatentStart> StartAsync(
        ImageRequest request, UNetShape shape, DiffusionSchedule schedule, float[]? latents, StableDiffusionInspection inspection, CancellationToken cancellation)
    {
        var channels = _model.Denoiser.Config.InChannels;
        var count = shape.Rows * shape.Columns * channels;
        var seeded = new SeededNoise(request.Seed);
        var noise = inspection.Noise ?? seeded.Take(count);
        if (latents is not null && latents.Length != count)
            throw new ArgumentException($"A picture of {request.Size} has {count} latents, given are {latents.Length}.");
        float[] Scaled() => Array.ConvertAll(noise, n => (float)(n * schedule.InitialScale));
        if (request.Image is null)
            return new LatentStart(latents ?? Scaled(), noise, null, null);
        var original = await _encoder.EncodeAsync(request.Image, inspection.Choice ?? seeded.Take(count), cancellation).ConfigureAwait(false);
        var mask = request.Mask is null ? null : LatentMask.Of(request.Mask, Side, channels, packed: false);
        var first = schedule.Steps[0];
        // Painting with all strength begins with noise alone, whatever is left of the picture at the first step.
        latents ??= mask is not null && request.Strength == 1
            ? Scaled()
            : [.. original.Zip(noise, (z, n) => (float)(first.Signal * z + first.Noise * n))];
        return new LatentStart(latents, noise, original, mask);
    }

    private float[] Numbers(ImageRequest request, bool guided)
    {
        var conditions = request.Conditions ?? new SizeConditions();
        float[] Of(bool negative) => conditions.Numbers(request.Width, request.Height, _model.Index.RequiresAestheticScore, negative);
        return guided ? [.. Of(negative: true), .. Of(negative: false)] : Of(negative: false);
    }

    private async Task PrepareAsync(int width, int height, CancellationToken cancellation)
    {
        foreach (var guided in new[] { true, false })
            await PrepareAsync(_model.Shape(width, height, guided), cancellation).ConfigureAwait(false);
        await _encoder.PrepareAsync(height / Side, width / Side, cancellation).ConfigureAwait(false);
        await _decoder.PrepareAsync(height / Side, width / Side, cancellation).ConfigureAwait(false);
    }

    private async Task<UNetPrograms> PrepareAsync(UNetShape shape, CancellationToken cancellation) =>
        _prepared.TryGetValue(shape, out var prepared)
            ? prepared
            : _prepared[shape] = new UNetPrograms(
                await _denoiser.PrepareAsync(shape, cancellation).ConfigureAwait(false),
                await _library.GetAsync(_model.Advance(shape), cancellation).ConfigureAwait(false),
                await _library.GetAsync(_model.Keep(shape), cancellation).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _busy.WaitAsync().ConfigureAwait(false);
        _text.Dispose();
        _denoiser.Dispose();
        _encoder.Dispose();
        _decoder.Dispose();
        _library.Dispose();
        _busy.Dispose();
    }
}
