using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ModelWorker.Errors;
using ModelWorker.Requests;
using Pjrt;
using Pjrt.Emulation;

namespace ModelWorker.Devices;

/// <summary><c>PUT /devices/{index}</c> with <c>{ "fault": "none" | "fail" | "slow" | "corrupt", "factor": 2 }</c>: makes an emulated device misbehave.</summary>
internal static class FaultEndpoint
{
    private const double MostFactor = 1000;

    public static void MapFaults(this IEndpointRouteBuilder app) => app.MapPut("/devices/{index:int}", SetAsync);

    private static async Task<JsonHttpResult<Answer>> SetAsync(int index, HttpRequest request, IServiceProvider services, CancellationToken cancellation)
    {
        var fields = await RequestFields.ReadAsync(request, cancellation).ConfigureAwait(false);
        if (services.GetService(typeof(WorkerDevices)) is not WorkerDevices devices || EmulatorExtension.Find(devices.Plugin) is not { } emulator)
            throw new ApiException(WorkerErrors.NoFaults);
        if (devices.Client is not { } client)
            throw new ApiException(WorkerErrors.NotReady("The devices are not open yet."));
        if (index < 0 || index >= client.Devices.Count)
            throw new ApiException(WorkerErrors.NoDevice(index, client.Devices.Count));

        var name = fields.Allow(FieldNames.Fault).RequiredText("fault", 100);
        if (!Enum.GetNames<DeviceFault>().Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new ApiException(WorkerErrors.WrongValue("fault", $"'{name}'", string.Join(", ", Enum.GetNames<DeviceFault>()).ToLowerInvariant()));
        var fault = Enum.Parse<DeviceFault>(name, ignoreCase: true);
        var factor = fields.Number("factor", 1, MostFactor) ?? 1;
        emulator.SetFault(client, index, fault, factor);
        return TypedResults.Json(new Answer(index, name.ToLowerInvariant(), factor), Json.Snake);
    }

    internal sealed record Answer(int Index, string Fault, double Factor);
}
