using Publishing.Tests.Charts;

// Charts are published, and helm is installed, once for all tests.
[assembly: AssemblyFixture(typeof(PublishedCharts))]
