namespace Frontend.Tests.Stub;

/// <summary>A fleet of three units, as <c>GET /fleet</c> tells it.</summary>
internal static class StubFleet
{
    public const string Three = """
        {
          "mode": "cost",
          "units": [
            { "name": "flux-trn1", "model": "flux", "accelerator": "trainium", "instance": "trn1.32xlarge", "devices": 8, "state": "ready", "emulated": true, "usdPerHour": 10.75,
              "workers": [{ "name": "flux-trn1", "state": "ready" }, { "name": "flux-trn1-2", "state": "starting" }],
              "sizes": [
                { "size": "256x144", "weight": 0.5214, "latencySeconds": 0.588, "perMinute": 102, "usdPerThousand": 1.76, "served": 52 },
                { "size": "512x512", "weight": 0.6402, "latencySeconds": 1.62, "perMinute": 37, "assumed": true, "usdPerThousand": 4.84, "served": 7 },
                { "size": "1024x576", "weight": 0.5821, "latencySeconds": 3.129, "perMinute": 19.2, "usdPerThousand": 9.33, "served": 0 } ] },
            { "name": "flux-inf2", "model": "flux", "accelerator": "inferentia2", "instance": "inf2.24xlarge", "devices": 6, "state": "ready", "emulated": true, "usdPerHour": 6.4906,
              "workers": [{ "name": "flux-inf2", "state": "ready" }],
              "sizes": [
                { "size": "256x144", "weight": 0.0312, "latencySeconds": 3.076, "perMinute": 19.5, "usdPerThousand": 5.55, "served": 3 },
                { "size": "512x512", "weight": 0.0913, "latencySeconds": 5.52, "perMinute": 10.9, "assumed": true, "usdPerThousand": 9.94, "served": 1 },
                { "size": "1024x576", "weight": 0.1142, "latencySeconds": 9.081, "perMinute": 6.6, "usdPerThousand": 16.39, "served": 0 } ] },
            { "name": "flux-g5", "model": "flux", "accelerator": "a10g", "instance": "g5.12xlarge", "devices": 4, "state": "starting", "emulated": true, "usdPerHour": 5.672,
              "workers": [{ "name": "flux-g5", "state": "starting" }],
              "sizes": [
                { "size": "256x144", "weight": 0.4474, "latencySeconds": 1.2, "perMinute": 50, "assumed": true, "usdPerThousand": 1.89, "served": 41 },
                { "size": "512x512", "weight": 0.2685, "latencySeconds": 2.79, "perMinute": 21.5, "assumed": true, "usdPerThousand": 4.4, "served": 2 },
                { "size": "1024x576", "weight": 0.3037, "latencySeconds": 5.0, "perMinute": 12, "assumed": true, "usdPerThousand": 7.88, "served": 0 } ] }
          ]
        }
        """;

    public const string Empty = """{ "mode": "cost", "units": [] }""";

    /// <summary>Each size goes to a unit of its own, with its weight.</summary>
    public static (string Unit, string Weight) Route(string size) => size switch
    {
        "256x144" => ("flux-trn1", "0.5214"),
        "512x512" => ("flux-inf2", "0.0913"),
        _ => ("flux-g5", "0.3037"),
    };
}
