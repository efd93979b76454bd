namespace Fleet.Tests.Loading;

public class OptionalFieldsTests
{
    [Fact]
    public void A_unit_may_give_its_price_sizes_dtype_and_pool()
    {
        var unit = TestFleets.Default(fleet =>
        {
            var g5 = fleet["units"]!["flux-g5"]!;
            g5["instance"] = "g5.24xlarge";
            g5["usdPerHour"] = 8.144;
            g5["sizes"] = new System.Text.Json.Nodes.JsonArray("256x144", "1024x576");
            g5["dtype"] = "bfloat16";
            g5["nodePool"] = "spot-a10g";
        }).Unit("flux-g5")!;

        Assert.Equal((new UsdPerHour(8.144), ModelDtype.BFloat16, "spot-a10g"), (unit.PricePerHour, unit.Dtype, unit.NodePool));
        Assert.Equal([new ImageSize(256, 144), new ImageSize(1024, 576)], unit.Sizes);
        Assert.Null(unit.CapacityAt(new ImageSize(512, 512)));
        Assert.Null(unit.CapacityAt(null));
    }

    [Fact]
    public void Sizes_of_a_unit_are_in_the_order_of_the_model()
    {
        var unit = TestFleets.Default(fleet =>
            fleet["units"]!["flux-g5"]!["sizes"] = new System.Text.Json.Nodes.JsonArray("1024x576", "256x144")).Unit("flux-g5")!;
        Assert.Equal([new ImageSize(256, 144), new ImageSize(1024, 576)], unit.Sizes);
    }

    [Fact]
    public void A_text_unit_has_its_figures_under_text()
    {
        var unit = Assert.Single(TestFleets.Parse("""
            {
              // A model without sizes answers with text.
              "models": { "llama": { "architecture": "llama", "path": "hf://meta-llama/Llama-2-13b-chat-hf@a2cb7a7", "dtype": "bfloat16", "bytes": 26033303552 } },
              "units": { "llama-inf2": { "model": "llama", "accelerator": "inferentia2", "instance": "inf2.48xlarge", "devices": 4, "tensorParallel": 8,
                "maxNumSeqs": 24, "maxModelLen": 4096, "blockSize": 4096, "capacity": { "text": { "latencySeconds": 56.13, "perMinute": 20.2 } } } }
            }
            """).Units);

        Assert.True(unit.Model.IsText);
        Assert.Equal(new PerMinute(20.2), unit.CapacityAt(null)!.Value.Rate);
        Assert.Equal((24, 4096, 4096, ModelDtype.BFloat16), (unit.MaxNumSeqs, unit.MaxModelLen, unit.BlockSize, unit.Dtype));
        Assert.Equal(12.9813 / 3, unit.PricePerHour.Dollars, 10);
        Assert.Equal(unit.Model.Path, FleetPaths.Resolve(unit.Model.Path));
    }

    [Fact]
    public void A_checkpoint_must_fit_the_devices()
    {
        // FLUX.1-dev with T5 in bfloat16: too much for one A10G, fits four.
        static FleetDefinition Load(int devices) => TestFleets.Default(fleet =>
        {
            fleet["models"]!["flux"]!["bytes"] = 34_000_000_000;
            fleet["units"]!["flux-g5"]!["devices"] = devices;
            fleet["units"]!["flux-g5"]!["tensorParallel"] = devices;
        });

        Assert.Equal(4, Load(4).Unit("flux-g5")!.Devices);
        Assert.Contains("at least 2 devices", Assert.Single(Assert.Throws<FleetException>(() => Load(1)).Problems).Message, StringComparison.Ordinal);
    }
}
