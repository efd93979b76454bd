using Gateway.Routing;
using Gateway.Units;
using Microsoft.Extensions.Options;
using ServiceDefaults.Errors;

namespace Gateway.Admission;

/// <summary>
/// Decides who gets in: first by what each key may do at all, before anything of its request is read, then by what the
/// request asks for, and at last by whose turn it is.
/// </summary>
internal sealed class AdmissionControl(AdmissionQueue queue, AdmissionMeters meters, Accounts accounts, IOptions<GatewayOptions> options, TimeProvider time)
{
    private readonly TimeSpan? _timeLimit = options.Value.Admission.TimeLimit;

    // With nothing to count or to limit, strangers cost nothing.
    private readonly bool _countsStrangers = queue.IsOn || options.Value.Admission is not { TimeLimit: null, Limits: { Concurrent: null, RequestsPerMinute: null, ImagesPerMinute: null, TokensPerMinute: null } };

    /// <summary>A request may be read, on this account.</summary>
    /// <param name="takesLong">Whether it may take any time: a measurement.</param>
    /// <param name="pass">To be disposed of at the end; null: nothing of it needs to be known.</param>
    /// <returns>Why not.</returns>
    public ApiError? Enter(HttpContext context, Account account, bool takesLong, out Pass? pass)
    {
        pass = null;
        if (account == accounts.Anonymous && !_countsStrangers) return null;
        RateHeaders.TellAtTheEnd(context, account);
        if (account.Enter() is { } refusal) return Refuse(context, account, refusal);
        pass = new Pass(account);
        context.Features.Set(pass);
        if (_timeLimit is { } limit && !takesLong) pass.LimitTime(context, limit, time);
        return null;
    }

    /// <summary>It may be answered, now that it is its turn; else why not.</summary>
    public async ValueTask<ApiError?> AdmitAsync(HttpContext context, Pass pass, InferenceRequest request, Target target)
    {
        var account = pass.Account;
        var work = Measure(context, request, target.Route);
        if (account.Take(work, out var reserved) is { } refusal) return Refuse(context, account, refusal);
        pass.Holds(work, reserved);

        // Who names a unit manages, and wants to see what it does now.
        if (!queue.IsOn || target.Pinned is not null) return null;
        var start = time.GetTimestamp();
        var priority = account.Terms.Priority;
        if (await queue.EnterAsync(target.Route, priority, context.RequestAborted, () => Ask(pass, target.Route, start)).ConfigureAwait(false) is { } late)
        {
            account.CountRefused();
            return Refuse(context, account, late);
        }

        pass.Holds(target.Route, queue);
        meters.Waited(priority, time.GetElapsedTime(start));
        return null;
    }

    /// <summary>Who waits or is sent away is asked for too: a scaler that saw only what workers get would never add one.</summary>
    private static void Ask(Pass pass, ModelRoute route, long arrival)
    {
        pass.Arrival = arrival;
        if (route.Asked() is not { } unit) return;
        unit.Served(route.Size).Arrived();
        pass.IsAsked = true;
    }

    /// <summary>Counts a request that took too long.</summary>
    public void CountLate(Account account) => meters.Limited(account, "time");

    /// <summary>Dollars of one answer by the fleet's price, at full use.</summary>
    public static double Price(LiveUnit unit, ModelRoute route) => (unit.Unit.CostPerThousand(route.Size) ?? 0) / 1000;

    private static Work Measure(HttpContext context, InferenceRequest request, ModelRoute route)
    {
        var count = RequestCount.Of(context, request);
        var isText = route.Model.IsText;
        var dearest = 0.0;
        foreach (var unit in route.Units) dearest = Math.Max(dearest, Price(unit, route));
        return new Work(count, isText ? 0 : count, isText ? RequestCount.Tokens(request) : 0, dearest * count);
    }

    private ApiError Refuse(HttpContext context, Account account, Refusal refusal)
    {
        meters.Limited(account, refusal.Kind.ToString().ToLowerInvariant());
        // OpenAI's clients try each 429 again by themselves unless told.
        if (refusal.Kind == LimitKind.Budget) context.Response.Headers["x-should-retry"] = "false";
        return AdmissionErrors.Of(refusal, account);
    }
}
