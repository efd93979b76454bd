using System.Runtime.CompilerServices;
using Gateway.Access;
using Gateway.Admission;
using Gateway.Errors;
using Gateway.Routing;
using Gateway.Units;
using Microsoft.Extensions.Options;
using ServiceDefaults.Errors;

namespace Gateway.Forwarding;

/// <summary>The workers' routes, forwarded by model and size.</summary>
internal static class InferenceEndpoints
{
    public static void MapInference(this IEndpointRouteBuilder app)
    {
        app.Map(HttpMethods.Post, "/v1/images/generations", AnswerKind.Image);
        app.Map(HttpMethods.Post, "/v1/images/edits", AnswerKind.Image, isForm: true);
        app.Map(HttpMethods.Post, "/v1/chat/completions", AnswerKind.Text);
        app.Map(HttpMethods.Post, "/v1/completions", AnswerKind.Text);
        app.Map(HttpMethods.Post, "/generate", AnswerKind.Either);
        app.Map(HttpMethods.Post, "/genimage", AnswerKind.Image);
        app.Map(HttpMethods.Post, "/benchmark", AnswerKind.Either, measures: true);
        app.Map(HttpMethods.Get, "/imagine", AnswerKind.Image);
        app.Map(HttpMethods.Get, "/serve/imagine", AnswerKind.Image);
        app.Map(HttpMethods.Get, "/load/{runs}/infer/{n}", AnswerKind.Either, measures: true);
    }

    private static void Map(this IEndpointRouteBuilder app, string method, string pattern, AnswerKind kind, bool measures = false, bool isForm = false)
    {
        var services = app.ServiceProvider;
        var caller = services.GetRequiredService<Caller>();
        var admission = services.GetRequiredService<AdmissionControl>();
        var resolver = services.GetRequiredService<RouteResolver>();
        var forwarder = services.GetRequiredService<InferenceForwarder>();
        var client = services.GetRequiredService<WorkerClient>();
        var fleet = services.GetRequiredService<LiveFleet>();
        var memory = services.GetRequiredService<BodyMemory>();
        var settings = services.GetRequiredService<IOptions<GatewayOptions>>();
        app.MapMethods(pattern, [method], (RequestDelegate)HandleAsync);

        async Task HandleAsync(HttpContext context)
        {
            Pass? pass = null;
            var error = caller.Account(context) is { } account ? admission.Enter(context, account, takesLong: measures, out pass) : GatewayErrors.Unauthorized;
            using (pass)
            {
                try
                {
                    error ??= await AnswerAsync(context, pass).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (pass?.OverTime is not null)
                {
                    // Said below.
                }

                if (pass?.OverTime is { } late)
                {
                    admission.CountLate(pass.Account);
                    pass.EndLimit();
                    error = context.Response.HasStarted ? null : late;
                    if (error is not null) context.Response.Clear();
                }

                if (error is not null) await RefuseAsync(context, error).ConfigureAwait(false);
            }
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        async ValueTask<ApiError?> AnswerAsync(HttpContext context, Pass? pass)
        {
            using var held = memory.Begin();
            var (request, error) = await RequestReader.ReadAsync(context.Request, settings.Value.BodyLimit, held, settings.Value.RetryAfter, context.RequestAborted, isForm).ConfigureAwait(false);
            if (error is not null) return error;
            if (!resolver.TryResolve(context, request, kind, out var target, out error)) return error;
            if (pass is not null) error = await admission.AdmitAsync(context, pass, request, target).ConfigureAwait(false);
            if (error is null) await forwarder.ForwardAsync(context, request, target, measures ? client.Measuring : client.Usual).ConfigureAwait(false);
            return error;
        }

        Task RefuseAsync(HttpContext context, ApiError error)
        {
            Attempt.Explain(context.Response, null, null, fleet.Mode.Name, null, attempts: 0);
            return error.WriteAsync(context);
        }
    }
}
