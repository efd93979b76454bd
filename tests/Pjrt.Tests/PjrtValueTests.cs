namespace Pjrt.Tests;

public sealed class PjrtValueTests
{
    [Theory]
    [InlineData("true", PjrtValueKind.Flag, "true")]
    [InlineData("False", PjrtValueKind.Flag, "false")]
    [InlineData("-12", PjrtValueKind.Int64, "-12")]
    [InlineData("0.75", PjrtValueKind.Float, "0.75")]
    [InlineData("[0, 2,3]", PjrtValueKind.Int64List, "[0,2,3]")]
    [InlineData("[]", PjrtValueKind.Int64List, "[]")]
    [InlineData("[a]", PjrtValueKind.Text, "[a]")]
    [InlineData("trn1", PjrtValueKind.Text, "trn1")]
    [InlineData("", PjrtValueKind.Text, "")]
    public void Is_read_from_configuration(string text, PjrtValueKind kind, string shown)
    {
        var value = PjrtValue.Parse(text);
        Assert.Equal(kind, value.Kind);
        Assert.Equal(shown, value.ToString());
    }
}
