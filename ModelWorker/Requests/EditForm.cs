using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ModelWorker.Errors;

namespace ModelWorker.Requests;

/// <summary>The form of an edit: fields, a picture and perhaps a mask.</summary>
internal static class EditForm
{
    /// <summary>Reads it whole, in memory: a pod's disk is not for clients' pictures.</summary>
    /// <exception cref="ApiException">It is no form, or has a file that is not known here.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, int limit, CancellationToken cancellation)
    {
        // A form, unlike JSON, may be posted by any page that the person at this machine looks at.
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site != "same-origin" && site != "none")
            throw new ApiException(WorkerErrors.OtherSite);
        if (request.ContentType?.StartsWith("multipart/form-data", StringComparison.OrdinalIgnoreCase) is not true)
            throw new ApiException(WorkerErrors.NotFormType);
        try
        {
            var feature = new FormFeature(request, new FormOptions { MemoryBufferThreshold = limit, MultipartBodyLengthLimit = limit });
            var form = await feature.ReadFormAsync(cancellation).ConfigureAwait(false);
            return form.Files.FirstOrDefault(file => !FieldNames.EditFiles.Contains(file.Name)) is { } unknown
                ? throw new ApiException(WorkerErrors.UnknownField(unknown.Name, FieldNames.Nearest(unknown.Name, FieldNames.EditFiles), FieldNames.EditFiles))
                : form;
        }
        catch (Exception bad) when (bad is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new ApiException(WorkerErrors.NotForm(bad.FirstLine()));
        }
    }
}
