using System.Text;
using Gateway.Access;
using Gateway.Admission;

namespace Gateway.Tests.Access;

/// <summary>The keys file grants what it says, or nothing at all; then everything that is wrong with it is said at once.</summary>
public class KeysFileTests
{
    private static readonly string One = KeyHash.Of("one").ToString();
    private static readonly string Two = KeyHash.Of("two").ToString();

    [Fact]
    public void Keys_have_their_own_terms_and_else_their_tenants()
    {
        var entries = Parse($$"""
            {
              // Rotated each quarter.
              "management": { "platform": { "hash": "{{KeyHash.Of("three")}}", "expires": "2027-01-31" } },
              "tenants": { "shop": {
                "priority": "high", "limits": { "concurrent": 8, "requestsPerMinute": 60 }, "budget": { "usd": 50, "per": "day" },
                "keys": {
                  "web": { "hash": "{{One}}" },
                  "batch": { "hash": "{{Two}}", "priority": "low", "limits": { "requestsPerMinute": 5, "imagesPerMinute": 2.5, "tokensPerMinute": 900 }, "budget": { "usd": 1.5 } }
                } } }
            }
            """);
        Assert.Equal(["management/platform", "shop/web", "shop/batch"], entries.Select(entry => $"{entry.Tenant}/{entry.Name}"));
        Assert.Equal((true, new DateTimeOffset(2027, 1, 31, 0, 0, 0, TimeSpan.Zero), KeyTerms.None), (entries[0].Manages, entries[0].Expires, entries[0].Terms));
        Assert.Equal(new KeyTerms(Priority.High, new KeyLimits { Concurrent = 8, RequestsPerMinute = 60 }, new KeyBudget(50, BudgetPeriod.Day)), entries[1].Terms);
        Assert.Equal(
            new KeyTerms(Priority.Low, new KeyLimits { Concurrent = 8, RequestsPerMinute = 5, ImagesPerMinute = 2.5, TokensPerMinute = 900 }, new KeyBudget(1.5, BudgetPeriod.Month)),
            entries[2].Terms);
        Assert.False(entries[1].Manages);
    }

    [Fact]
    public void All_problems_are_listed_with_their_paths()
    {
        var exception = Assert.Throws<SettingsException>(() => Parse($$"""
            {
              "tenant": {},
              "tenants": {
                "my shop": { "keys": {} },
                "shop": { "priority": "urgent", "keys": {
                  "web": { "hash": "{{One}}", "limits": { "concurrent": 0, "perMinute": 5 } },
                  "again": { "hash": "{{One}}", "expires": "soon" },
                  "none": { "budget": { "per": "year" } } } },
                "other": {}
              }
            }
            """));
        Assert.Equal(
            ["$.tenants['my shop']", "$.tenants.shop.priority", "$.tenants.shop.keys.web.limits.concurrent", "$.tenants.shop.keys.web.limits.perMinute",
             "$.tenants.shop.keys.again.hash", "$.tenants.shop.keys.again.expires", "$.tenants.shop.keys.none.budget.per", "$.tenants.shop.keys.none.budget.usd",
             "$.tenants.shop.keys.none.hash", "$.tenants.other.keys", "$.tenant"],
            Paths(exception));
    }

    [Theory]
    [InlineData("s3cret-key")]
    [InlineData("sha256:s3cret-key")]
    [InlineData("sha256:s3cret-key0000000000000000000000000000000000000000000000000000")]
    public void A_key_that_stands_where_its_hash_should_is_not_repeated(string mistaken)
    {
        var exception = Assert.Throws<SettingsException>(() => Parse($$"""{ "tenants": { "shop": { "keys": { "web": { "hash": "{{mistaken}}" } } } } }"""));
        Assert.Contains("$.tenants.shop.keys.web.hash", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{ "tenants": { "shop": { "priority": "\ud800" } } }""")]
    public void What_is_no_such_object_is_said_to_be_none(string text) =>
        Assert.Contains("$", Assert.Throws<SettingsException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_key_is_random_and_is_found_by_the_hash_that_is_printed_with_it()
    {
        await using var output = new StringWriter();
        Assert.Equal(0, await NewKey.WriteAsync(["web"], output, TextWriter.Null));
        var lines = output.ToString().Split('\n', StringSplitOptions.TrimEntries);
        var entry = Assert.Single(Parse($$"""{ "tenants": { "shop": { "keys": { {{lines[3]}} } } } }"""));
        Assert.True(entry.Hash.Is(KeyHash.Of(lines[1])));
        Assert.NotEqual(NewKey.Create(), NewKey.Create());
        Assert.Equal(1, await NewKey.WriteAsync(["no name"], TextWriter.Null, TextWriter.Null));
    }

    private static IReadOnlyList<KeyEntry> Parse(string json) => KeysFile.Parse(Encoding.UTF8.GetBytes(json), "keys.json");

    private static IEnumerable<string> Paths(Exception exception) => exception.Message.Split('\n')[1..].Select(line => line.Trim().Split(": ")[0]);
}
