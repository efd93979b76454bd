namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource sends telemetry where its environment says.</summary>
public class OtlpExporterAnnotation : IResourceAnnotation;
