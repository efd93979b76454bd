using System.Diagnostics.CodeAnalysis;
using Fleet;
using Gateway.Access;
using Gateway.Errors;
using Gateway.Units;
using ServiceDefaults.Errors;

namespace Gateway.Routing;

/// <summary>Where a request may go: a route, and the unit when the client named one.</summary>
internal readonly record struct Target(ModelRoute Route, LiveUnit? Pinned);

/// <summary>Finds the route of a request by its model, size and pinning header.</summary>
internal sealed class RouteResolver(LiveFleet fleet, RouteTable routes, Caller caller)
{
    // What OpenAI's clients send for "choose for me".
    private const string AutomaticSize = "auto";

    public bool TryResolve(HttpContext context, in InferenceRequest request, AnswerKind kind, out Target target, [NotNullWhen(false)] out ApiError? error)
    {
        target = default;
        if (!TryPin(context, out var pinned, out error)) return false;

        var now = routes.Now;
        error = FindModel(now.Definition, request, kind, pinned, out var model);
        if (error is not null) return false;
        if (pinned is not null && pinned.Unit.Model.Name != model!.Name)
        {
            error = GatewayErrors.UnitServesAnother(pinned.Name, model.Name);
            return false;
        }

        error = FindSize(now, request, model!, pinned, out var size);
        if (error is not null) return false;
        target = new Target(now.Of(model!, size), pinned);
        return true;
    }

    private bool TryPin(HttpContext context, out LiveUnit? pinned, [NotNullWhen(false)] out ApiError? error)
    {
        pinned = null;
        error = null;
        if (!context.Request.Headers.TryGetValue(InferenceHeaders.Unit, out var name)) return true;
        if (!caller.MayManage(context))
            error = GatewayErrors.PinForbidden;
        else if ((pinned = fleet.Units.FirstOrDefault(unit => unit.Name.Equals(name.ToString(), StringComparison.OrdinalIgnoreCase))) is null)
            error = GatewayErrors.UnknownUnit(name.ToString(), fleet.Units.Select(unit => unit.Name));
        return error is null;
    }

    private static ApiError? FindModel(FleetDefinition definition, in InferenceRequest request, AnswerKind kind, LiveUnit? pinned, out Model? model)
    {
        var models = definition.Models;
        if (request.Model is { Length: > 0 } name)
        {
            model = definition.Model(name);
            if (model is null) return GatewayErrors.UnknownModel(name, models);
        }
        else
        {
            var text = kind == AnswerKind.Text || (kind == AnswerKind.Either && request.AsksForTokens);
            model = (pinned is null ? null : definition.Model(pinned.Unit.Model.Name)) ?? models.FirstOrDefault(candidate => candidate.IsText == text);
            if (model is null) return GatewayErrors.NoModelFor(text ? "text" : "image");
        }

        return kind != AnswerKind.Either && model.IsText != (kind == AnswerKind.Text) ? GatewayErrors.WrongKind(model) : null;
    }

    private static ApiError? FindSize(RouteSet routes, in InferenceRequest request, Model model, LiveUnit? pinned, out ImageSize? size)
    {
        size = null;
        if (model.IsText) return null;
        var served = pinned?.Unit.Sizes ?? routes.SizesOf(model);
        if (request.Size is null or "" or AutomaticSize)
        {
            size = served.Count > 0 ? served[0] : model.Sizes[0];
            return null;
        }

        if (!ImageSize.TryParse(request.Size, out var asked) || !served.Contains(asked))
            return GatewayErrors.UnsupportedSize(request.Size, pinned is null ? $"the model '{model.Name}'" : $"the unit '{pinned.Name}'", served);
        size = asked;
        return null;
    }
}
