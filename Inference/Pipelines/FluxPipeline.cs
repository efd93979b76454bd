using System.Diagnostics;
using Inference.Checkpoints;
using Inference.Images;
using Inference.Layers;
using Inference.Models;
using Inference.Programs;
using Inference.Runtime;
using Inference.Schedulers;
using Pjrt;

namespace Inference.Pipelines;

/// <summary>
/// FLUX.1 (dev and schnell): text encoders, a transformer that moves noise towards a picture step by step, a decoder. Draws from noise, from another
/// picture, or in a part of one.
/// </summary>
public sealed class FluxPipeline : ISizedPipeline
{
    private readonly FluxPipelineOptions _options;
    private readonly FluxModel _model;
    private readonly FlowMatchEulerSchedule _schedule;
    private readonly StageLibrary _library;
    private readonly FluxTextEncoding _text;
    private readonly LatentEncoder _encoder;
    private readonly LatentDecoder _decoder;
    private readonly SemaphoreSlim _busy = new(1);

    private FluxPipeline(FluxPipelineOptions options, PjrtClient client, IExecutableSource programs)
    {
        (_options, _model, _library) = (options, FluxModel.Load(options), new StageLibrary(programs));
        _schedule = FlowMatchEulerSchedule.FromConfig(Path.Combine(options.ModelFolder, "scheduler"));
        _text = new FluxTextEncoding(_model, options, client, _library);
        using var transformer = Checkpoint.Open(Path.Combine(options.ModelFolder, FluxTransformer.Component));
        Denoiser = new FluxDenoiser(_model.Transformer, new Mesh(client, _model.Transformer.Devices), transformer, _library);
        using var vae = Checkpoint.Open(Path.Combine(options.ModelFolder, Autoencoder.Component));
        var mesh = new Mesh(client, _model.Decoder.Devices);
        _encoder = new LatentEncoder(_model.Decoder, mesh, vae, _library, packed: true);
        _decoder = new LatentDecoder(_model.Decoder, mesh, vae, _library, packed: true);
    }

    /// <summary>Where each component runs; a component that could not be divided says so.</summary>
    public IReadOnlyList<ComponentPlacement> Components => _model.Components;

    internal FluxDenoiser Denoiser { get; }

    /// <summary>Reads configs and tokenizers, uploads the weights, and loads the programs of all sizes in the options.</summary>
    /// <param name="options">The model and its devices.</param>
    /// <param name="client">Whose devices; it must outlive the pipeline.</param>
    /// <param name="programs">Where executables come from, for the same client.</param>
    /// <param name="cancellation">Ends the loading.</param>
    /// <exception cref="InvalidDataException">A config is absent or does not fit the others.</exception>
    /// <exception cref="IOException">A checkpoint or a tokenizer is absent or damaged.</exception>
    /// <exception cref="PjrtException">The device refuses a program or has too little memory.</exception>
    public static async Task<FluxPipeline> LoadAsync(
        FluxPipelineOptions options, PjrtClient client, IExecutableSource programs, CancellationToken cancellation)
    {
        // Opening, converting and copying weights is long and synchronous.
        var pipeline = await Task.Run(() => new FluxPipeline(options, client, programs), cancellation).ConfigureAwait(false);
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
    public static IEnumerable<StageProgram> Programs(FluxPipelineOptions options)
    {
        var model = FluxModel.Load(options);
        return options.Sizes.SelectMany(size => model.Stages(size.Width, size.Height, options.TextLength))
            .Select(stage => stage.Program).DistinctBy(program => (program.Component, program.Text));
    }

    /// <inheritdoc/>
    public Task<RgbImage> GenerateAsync(
        ImageRequest request, Func<DenoisingProgress, ValueTask>? progress, CancellationToken cancellation) =>
        GenerateAsync(request, progress, new FluxInspection(), cancellation);

    /// <inheritdoc cref="GenerateAsync(ImageRequest, Func{DenoisingProgress, ValueTask}?, CancellationToken)"/>
    /// <param name="inspection">For comparisons with references.</param>
    internal async Task<RgbImage> GenerateAsync(
        ImageRequest request, Func<DenoisingProgress, ValueTask>? progress, FluxInspection inspection, CancellationToken cancellation)
    {
        request.Check();
        var (rows, columns) = _model.Grid(request.Width, request.Height);
        await _busy.WaitAsync(cancellation).ConfigureAwait(false);
        using var activity = PipelineTelemetry.StartPicture(request);
        try
        {
            var programs = await PrepareAsync(request.Width, request.Height, cancellation).ConfigureAwait(false);
            using var text = await _text.EncodeAsync(request.Prompt, Denoiser.Mesh, cancellation).ConfigureAwait(false);
            await (inspection.Text?.Invoke(text) ?? Task.CompletedTask).ConfigureAwait(false);
            var picture = FluxPicture.Of(request, rows, columns, _schedule.For(request.Steps, rows * columns));
            using var latents = await DenoiseAsync(picture, programs, text, progress, inspection, cancellation).ConfigureAwait(false);
            var image = await _decoder.DecodeAsync(latents, rows, columns, cancellation).ConfigureAwait(false);
            inspection.Image?.Invoke(image);
            return RgbImage.FromUnit(request.Width, request.Height, image);
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

    /// <summary>All steps; gives the final latents.</summary>
    private async Task<DeviceArray> DenoiseAsync(
        FluxPicture picture, FluxDenoiser.Prepared programs, EncodedText text,
        Func<DenoisingProgress, ValueTask>? progress, FluxInspection inspection, CancellationToken cancellation)
    {
        var request = picture.Request;
        var (tokens, channels) = (picture.Rows * picture.Columns, _model.Transformer.Config.InChannels);
        var start = await StartAsync(picture, inspection, cancellation).ConfigureAwait(false);
        inspection.Begun?.Invoke(start.Latents);
        DeviceArray Upload(float[] values) => Denoiser.Mesh.Upload<float>(values, 1, tokens, channels);
        var latents = Upload(start.Latents);
        using var painting = start is { Original: { } original, Mask: { } mask } ? new Painting(Upload(original), Upload(start.Noise), Upload(mask)) : null;
        try
        {
            for (var step = 0; step < picture.Schedule.Steps; step++)
            {
                var begin = Stopwatch.GetTimestamp();
                using var times = picture.Times(Denoiser, step);
                var run = new StageRun(cancellation);
                await using var end = run.ConfigureAwait(false);
                DeviceArray denoised;
                using (PipelineTelemetry.Source.StartActivity("denoising step")?.SetTag("inference.step", step + 1))
                {
                    (latents, denoised) = Denoiser.Step(run, programs, latents, text, times);
                    var noise = picture.Schedule.Sigmas[step + 1];
                    latents = run.Keep(painting?.Keep(run, programs.Keep, Denoiser.Mesh, latents, 1 - noise, noise) ?? latents);
                    await run.DrainAsync().ConfigureAwait(false);
                }
                var duration = PipelineTelemetry.RecordStep(begin, request);
                if (progress is not null)
                {
                    var partial = picture.ShowsPartialAfter(step)
                        ? await _decoder.DrawAsync(denoised, picture.Rows, picture.Columns, cancellation).ConfigureAwait(false)
                        : null;
                    await progress(new DenoisingProgress(step + 1, picture.Schedule.Steps, duration, partial)).ConfigureAwait(false);
                }
                await (inspection.Latents?.Invoke(latents) ?? Task.CompletedTask).ConfigureAwait(false);
            }
            return latents;
        }
        catch
        {
            latents.Dispose();
            throw;
        }
    }

    private async Task<LatentStart> StartAsync(FluxPicture picture, FluxInspection inspection, CancellationToken cancellation)
    {
        var request = picture.Request;
        var count = picture.Rows * picture.Columns * _model.Transformer.Config.InChannels;
        var seeded = new SeededNoise(request.Seed);
        var noise = inspection.Noise ?? seeded.Take(count);
        if (request.Image is null)
            return new LatentStart(noise, noise, null, null);
        var vae = _model.Decoder.Config;
        var original = await _encoder.EncodeAsync(request.Image, inspection.Choice ?? seeded.Take(count), cancellation).ConfigureAwait(false);
        var mask = request.Mask is null ? null : LatentMask.Of(request.Mask, vae.Reduction, vae.LatentChannels, packed: true);
        var share = picture.Schedule.Sigmas[0];
        return new LatentStart([.. original.Zip(noise, (z, n) => (1 - share) * z + share * n)], noise, original, mask);
    }

    /// <summary>Loads the programs of a size.</summary>
    internal async ValueTask<FluxDenoiser.Prepared> PrepareAsync(int width, int height, CancellationToken cancellation)
    {
        var (rows, columns) = _model.Grid(width, height);
        await _encoder.PrepareAsync(2 * rows, 2 * columns, cancellation).ConfigureAwait(false);
        await _decoder.PrepareAsync(rows, columns, cancellation).ConfigureAwait(false);
        return await Denoiser.PrepareAsync(new FluxShape(1, _options.TextLength, rows * columns), columns, cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _busy.WaitAsync().ConfigureAwait(false);
        _text.Dispose();
        Denoiser.Dispose();
        _encoder.Dispose();
        _decoder.Dispose();
        _library.Dispose();
        _busy.Dispose();
    }
}
