using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

// Writes one manifest resource of a managed assembly to a file: ASSEMBLY RESOURCE FILE.
if (args is not [var assembly, var resource, var file])
    return Fail("Usage: ASSEMBLY RESOURCE FILE");

using var image = new PEReader(File.OpenRead(assembly));
var metadata = image.GetMetadataReader();
foreach (var handle in metadata.ManifestResources)
{
    var entry = metadata.GetManifestResource(handle);
    if (!metadata.StringComparer.Equals(entry.Name, resource))
        continue;
    var directory = image.PEHeaders.CorHeader!.ResourcesDirectory;
    var reader = image.GetSectionData(directory.RelativeVirtualAddress).GetReader();
    reader.Offset = (int)entry.Offset;
    // ECMA-335 II.24.2.4: each resource is preceded by its length.
    var content = reader.ReadBytes(reader.ReadInt32());
    File.WriteAllBytes(file, content);
    return 0;
}
return Fail($"{assembly} holds no resource named {resource}.");

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
