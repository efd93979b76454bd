namespace Frontend.Tests.Stub;

/// <summary>A fleet of three units, as <c>GET /fleet</c> tells it.</summary>
internal static class StubFleet
{
    public const string Three = """
        {
          "mode": "cost", "modes": ["cost", "capacity", "static", "cheapest"], "chosenMode": "cost", "returnsInSeconds": null, "mayManage": true, "sampleFloor": 50,
          "requests": 106,
          "cost": {
            "blended": {"perHour": 17.2406, "paid": 2.8613, "answers": 106, "perThousand": 26.9934},
            "routes": [
              {"model": "flux", "size": "256x144", "perThousand": 1.9352, "perThousandEqual": 3.0649},
              {"model": "flux", "size": "512x512", "perThousand": 5.1860, "perThousandEqual": 6.3879},
              {"model": "flux", "size": "1024x576", "perThousand": 9.6961, "perThousandEqual": 11.1999}
            ],
            "budgetsPassed": ["perThousand"],
            "budgets": [{"budget": "perThousand", "limit": 5, "value": 26.9934, "passed": true}, {"budget": "perHour", "limit": 25, "value": 17.2406, "passed": false}]
          },
          "units": [
            {
              "name": "flux-trn1", "model": "flux", "accelerator": "trainium", "emulated": true, "state": "ready", "reason": null, "instance": "trn1.32xlarge", "devices": 8, "pricePerHour": 10.75, "requests": 59, "share": 0.5566,
              "requestsPerMinute": 12, "load": 0.13, "shortage": null, "cost": {"perHour": 10.75, "paid": 1.7917, "answers": 59, "perThousand": 30.37},
              "workers": [{"name": "flux-trn1", "state": "ready", "reason": "is ready", "outstanding": 3, "waiting": 2, "busy": 0.62, "faultyDevices": []}, {"name": "flux-trn1-2", "state": "starting", "reason": "is loading the model", "outstanding": 0, "waiting": null, "busy": null, "faultyDevices": null}],
              "sizes": [
                {"size": "256x144", "weight": 0.5214, "latencySeconds": 0.588, "measuredLatencySeconds": 0.412, "measuredAloneSeconds": 0.388, "measuredPerMinute": 118.2, "latencySamples": 52, "throughputSamples": 31, "perMinute": 102, "assumed": false, "costPerThousand": 1.7565, "requests": 52, "share": 0.5417},
                {"size": "512x512", "weight": 0.6402, "latencySeconds": 1.62, "measuredLatencySeconds": 2.804, "perMinute": 37, "assumed": true, "costPerThousand": 4.8423, "requests": 7, "share": 0.7},
                {"size": "1024x576", "weight": 0.5821, "latencySeconds": 3.129, "measuredLatencySeconds": null, "perMinute": 19.2, "assumed": false, "costPerThousand": 9.3316, "requests": 0, "share": 0}
              ]
            },
            {
              "name": "flux-inf2", "model": "flux", "accelerator": "inferentia2", "emulated": true, "state": "ready", "reason": null, "instance": "inf2.24xlarge", "devices": 6, "pricePerHour": 6.4906, "requests": 4, "share": 0.0377,
              "requestsPerMinute": 1, "load": 0.05, "shortage": null, "cost": {"perHour": 6.4906, "paid": 1.0696, "answers": 4, "perThousand": 267.4},
              "workers": [{"name": "flux-inf2", "state": "ready", "reason": "is ready", "outstanding": 0, "waiting": 0, "busy": 0.04, "faultyDevices": []}],
              "sizes": [
                {"size": "256x144", "weight": 0.0312, "latencySeconds": 3.076, "measuredLatencySeconds": 0.534, "perMinute": 19.5, "assumed": false, "costPerThousand": 5.5475, "requests": 3, "share": 0.0312},
                {"size": "512x512", "weight": 0.0913, "latencySeconds": 5.52, "measuredLatencySeconds": 3.11, "perMinute": 10.9, "assumed": true, "costPerThousand": 9.9245, "requests": 1, "share": 0.1},
                {"size": "1024x576", "weight": 0.1142, "latencySeconds": 9.081, "measuredLatencySeconds": null, "perMinute": 6.6, "assumed": false, "costPerThousand": 16.3904, "requests": 0, "share": 0}
              ]
            },
            {
              "name": "flux-g5", "model": "flux", "accelerator": "a10g", "emulated": true, "state": "starting", "reason": "is loading the model", "instance": "g5.12xlarge", "devices": 4, "pricePerHour": 5.672, "requests": 43, "share": 0.4057,
              "requestsPerMinute": 9, "load": 0.18, "shortage": null, "cost": {"perHour": 0, "paid": 0, "answers": 43, "perThousand": 0},
              "workers": [{"name": "flux-g5", "state": "starting", "reason": "is loading the model", "outstanding": 0, "waiting": 0, "busy": 0, "faultyDevices": []}],
              "sizes": [
                {"size": "256x144", "weight": 0.4474, "latencySeconds": 1.2, "measuredLatencySeconds": 0.377, "perMinute": 50, "assumed": true, "costPerThousand": 1.8907, "requests": 41, "share": 0.4271},
                {"size": "512x512", "weight": 0.2685, "latencySeconds": 2.79, "measuredLatencySeconds": 2.61, "perMinute": 21.5, "assumed": true, "costPerThousand": 4.3969, "requests": 2, "share": 0.2},
                {"size": "1024x576", "weight": 0.3037, "latencySeconds": 5.0, "measuredLatencySeconds": null, "perMinute": 12, "assumed": true, "costPerThousand": 7.8778, "requests": 0, "share": 0}
              ]
            }
          ]
        }
        """;

    public const string Empty = """{ "mode": "cost", "requests": 0, "units": [] }""";

    /// <summary>Each size goes to a unit of its own, with its weight.</summary>
    public static (string Unit, string Weight) Route(string size) => size switch
    {
        "256x144" => ("flux-trn1", "0.5214"),
        "512x512" => ("flux-inf2", "0.0913"),
        _ => ("flux-g5", "0.3037"),
    };
}
