using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Access;
using Gateway.Decisions;
using Gateway.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Access;

/// <summary>Keys change with their file and without a restart; a file that cannot be used changes nothing.</summary>
public sealed class KeysReloadTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Keys_follow_the_file_and_a_bad_one_is_refused_whole()
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#old" } } } } }""");
        // Looked at once an hour, that is, by hand.
        await using var scene = await Scene.StartAsync(("Gateway:Keys:Path", _path), ("Gateway:Keys:ReloadInterval", "01:00:00"));
        var reload = scene.Gateway.Services.GetRequiredService<KeysReload>();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await AskAsync(scene, "old"), await AskAsync(scene, "new")));

        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#old" }, "app": { "hash": "#new" } } } }, "management": { "ops": { "hash": "#ops" } } }""");
        reload.Look();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await AskAsync(scene, "old"), await AskAsync(scene, "new")));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await AskAsync(scene, "ops", "/fleet/keys"), await AskAsync(scene, "new", "/fleet/keys"), await AskAsync(scene, "none", "/fleet/keys")));

        Write("""{ "tenants": { "shop": { "keys": { "app": { "hash": "#new", "limit": 1 }, "x y": {} } } } }""");
        reload.Look();
        reload.Look();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await AskAsync(scene, "old"), await AskAsync(scene, "new")));
        var refused = Assert.Single(scene.Gateway.Decisions.After(), decision => decision is { Kind: DecisionKind.Configuration, What: "keys refused" });
        Assert.Contains("3 problems", refused.Reason, StringComparison.Ordinal);
        // The list names tenants and a path: it is for managers.
        Assert.DoesNotContain("shop", refused.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(_path, refused.Reason, StringComparison.Ordinal);
        Assert.Contains("$.tenants.shop.keys['x y']", (await KeysAsync(scene)).GetProperty("problems").GetString(), StringComparison.Ordinal);

        Write("""{ "tenants": { "shop": { "keys": { "app": { "hash": "#new" } } } } }""");
        reload.Look();
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await AskAsync(scene, "old"), await AskAsync(scene, "new")));
        Assert.Equal(JsonValueKind.Null, (await KeysAsync(scene)).GetProperty("problems").ValueKind);
    }

    [Fact]
    public async Task A_file_that_goes_and_comes_back_is_read_again()
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#old" } } } } }""");
        await using var scene = await Scene.StartAsync(("Gateway:Keys:Path", _path), ("Gateway:Keys:ReloadInterval", "01:00:00"));
        var reload = scene.Gateway.Services.GetRequiredService<KeysReload>();
        var text = await File.ReadAllTextAsync(_path, TestContext.Current.CancellationToken);
        reload.Look();
        File.Delete(_path);
        reload.Look();
        Assert.NotNull(reload.Problems);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(scene, "old"));
        await File.WriteAllTextAsync(_path, text, TestContext.Current.CancellationToken);
        reload.Look();
        Assert.Null(reload.Problems);
    }

    [Fact]
    public async Task A_gateway_does_not_start_on_a_bad_file()
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": {} } } } }""");
        var exception = await Assert.ThrowsAsync<SettingsException>(() => Scene.StartAsync(("Gateway:Keys:Path", _path)));
        Assert.Contains("$.tenants.shop.keys.web.hash: is missing", exception.Message, StringComparison.Ordinal);
        exception = await Assert.ThrowsAsync<SettingsException>(() => Scene.StartAsync(("Gateway:Keys:Path", _path + ".none")));
        Assert.Contains("Gateway:Keys:Path", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Neither_keys_nor_hashes_are_shown()
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#old" } } } } }""");
        await using var scene = await Scene.StartAsync(("Gateway:Keys:Path", _path), ("Gateway:ManagementKey", "manage"));
        var shown = (await KeysAsync(scene)).GetRawText();
        Assert.Contains("shop", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(KeyHash.Of("old").ToString()[KeyHash.Prefix.Length..], shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\"manage\"", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tenant", HttpStatusCode.Unauthorized)]
    [InlineData("looker", HttpStatusCode.OK)]
    [InlineData("ops", HttpStatusCode.OK)]
    [InlineData("scaler", HttpStatusCode.OK)]
    public async Task Only_keys_that_look_see_the_fleet(string key, HttpStatusCode expected)
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#tenant" }, "wall": { "hash": "#looker", "looks": true } } } }, "management": { "on-call": { "hash": "#ops" } } }""");
        await using var scene = await Scene.StartAsync(("Gateway:Keys:Path", _path), ("Gateway:InferenceKeys:0", "scaler"));
        foreach (var path in new[] { "/fleet", "/fleet/replica", "/fleet/units/large/load" }) Assert.Equal(expected, await AskAsync(scene, key, path));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(scene, key));
    }

    [Fact]
    public async Task A_tenant_sees_its_own_limits_alone()
    {
        Write("""{ "tenants": { "shop": { "keys": { "web": { "hash": "#web", "limits": { "concurrent": 3 } } } }, "rival": { "keys": { "app": { "hash": "#app" } } } } }""");
        await using var scene = await Scene.StartAsync(("Gateway:Keys:Path", _path));
        using var request = Request("web", "/fleet/keys");
        using var response = await scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var shown = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var own = Assert.Single(shown.GetProperty("keys").EnumerateArray());
        Assert.Equal(("web", 3, false), (own.GetProperty("name").GetString(), own.GetProperty("limits").GetProperty("concurrent").GetInt32(), own.GetProperty("looks").GetBoolean()));
        Assert.DoesNotContain("rival", shown.GetRawText(), StringComparison.Ordinal);
    }

    /// <summary>Writes a file in which <c>#KEY</c> stands for the hash of a key.</summary>
    private void Write(string json) =>
        File.WriteAllText(_path, System.Text.RegularExpressions.Regex.Replace(json, "#([a-z]+)", key => KeyHash.Of(key.Groups[1].Value).ToString()));

    private static Task<JsonElement> KeysAsync(Scene scene) => scene.Gateway.Client.GetFromJsonAsync<JsonElement>("/fleet/keys", TestContext.Current.CancellationToken);

    private static async Task<HttpStatusCode> AskAsync(Scene scene, string key, string path = "/v1/models")
    {
        using var request = Request(key, path);
        using var response = await scene.Gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    /// <summary>By another name than its own, as from another machine.</summary>
    private static HttpRequestMessage Request(string key, string path) =>
        new(HttpMethod.Get, path) { Headers = { Host = "elsewhere.example", Authorization = new("Bearer", key) } };
}
