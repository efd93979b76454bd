using Gateway.Tests.Hosting;
using Gateway.Units;
using Microsoft.Extensions.Configuration;

namespace Gateway.Tests.Units;

public class WorkerDiscoveryTests
{
    [Fact]
    public void Each_replica_is_a_resource_of_its_own() => Assert.Equal(
        [("large", "http://127.0.0.1:7001"), ("large-2", "http://127.0.0.1:7002")],
        Find(("services:large:http:0", "http://127.0.0.1:7001/"), ("services:large-2:http:0", "http://127.0.0.1:7002"), ("services:other:http:0", "http://127.0.0.1:7003")));

    [Fact]
    public void A_resource_may_have_several_addresses() => Assert.Equal(
        [("large", "http://10.0.0.1:8000"), ("large.1", "http://10.0.0.2:8000")],
        Find(("services:large:http:0", "http://10.0.0.1:8000"), ("services:large:http:1", "http://10.0.0.2:8000")));

    [Fact]
    public void A_unit_that_is_not_configured_is_its_own_host() => Assert.Equal([("large", "http://large")], Find());

    private static IEnumerable<(string, string)> Find(params (string Key, string Value)[] settings) => WorkerDiscovery.Find(
        TestFleets.Three.Unit("large")!,
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build());
}
