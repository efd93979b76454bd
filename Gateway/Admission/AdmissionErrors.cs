using System.Globalization;
using Gateway.Errors;
using ServiceDefaults.Errors;

namespace Gateway.Admission;

/// <summary>What those are told who are not let in.</summary>
internal static class AdmissionErrors
{
    public static ApiError Timeout(TimeSpan limit) => new(
        StatusCodes.Status504GatewayTimeout, "time_limit", string.Create(CultureInfo.InvariantCulture, $"The request took longer than the {limit.TotalSeconds:0.###} s allowed."));

    public static ApiError Of(Refusal refusal, Account account)
    {
        if (refusal.Kind == LimitKind.Stopping) return GatewayErrors.Stopping(refusal.Wait!.Value);
        var (code, message) = refusal.Kind switch
        {
            LimitKind.Concurrent => ("concurrency_limit_exceeded", $"{account.Name} may have {Text(refusal.Limit)} requests under way at this gateway, and has. Send the next when one has ended."),
            LimitKind.Requests => Rate("requests"),
            LimitKind.Images => Rate("images"),
            LimitKind.Tokens => Rate("tokens"),
            LimitKind.Budget => ("insufficient_quota", Budget(account, refusal.Limit)),
            LimitKind.Queue => ("queue_full", $"{Text(refusal.Limit)} requests wait already, and none for less. Try again later."),
            _ => ("queue_timeout", $"No worker had time for it within {Text(refusal.Limit)} s. Try again later."),
        };
        return new ApiError(StatusCodes.Status429TooManyRequests, code, message) { RetryAfter = refusal.Wait };

        (string, string) Rate(string what) =>
            ("rate_limit_exceeded", $"{account.Name} may ask for {Text(refusal.Limit)} {what} a minute at this gateway, and has. Try again in {Math.Ceiling(refusal.Wait!.Value.TotalSeconds)} s.");
    }

    private static string Budget(Account account, double part)
    {
        var partHere = part < account.Terms.Budget?.Usd ? $", ${Text(part)} of it at this gateway" : "";
        return $"{account.Name} has spent what it may: {account.Terms.Budget}{partHere}. This request may cost more than is left.";
    }

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
