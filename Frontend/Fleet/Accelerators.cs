namespace Frontend.Fleet;

/// <summary>The makers' names of accelerators that the fleet knows by short ones.</summary>
internal static class Accelerators
{
    public static string NameOf(string accelerator) => accelerator switch
    {
        "inferentia2" => "AWS Inferentia2",
        "trainium" => "AWS Trainium",
        "trainium2" => "AWS Trainium2",
        "a10g" => "NVIDIA A10G",
        "l4" => "NVIDIA L4",
        "a100" => "NVIDIA A100",
        "h100" => "NVIDIA H100",
        _ => accelerator,
    };
}
