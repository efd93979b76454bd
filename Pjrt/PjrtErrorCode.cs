namespace Pjrt;

/// <summary>Error codes of the PJRT C API (<c>PJRT_Error_Code</c>, the same numbers as absl's status codes).</summary>
public enum PjrtErrorCode
{
    /// <summary>No error.</summary>
    Ok = 0,

    /// <summary>The operation was cancelled.</summary>
    Cancelled = 1,

    /// <summary>No better code is known.</summary>
    Unknown = 2,

    /// <summary>An argument is wrong: a bad program, shape, device, option or struct size.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed first.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be created exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>Device memory or another resource is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The object is not in a state that allows this.</summary>
    FailedPrecondition = 9,

    /// <summary>The operation was aborted.</summary>
    Aborted = 10,

    /// <summary>Past the valid range.</summary>
    OutOfRange = 11,

    /// <summary>The plugin does not have this.</summary>
    Unimplemented = 12,

    /// <summary>A broken invariant inside the plugin.</summary>
    Internal = 13,

    /// <summary>The device or service is not there now.</summary>
    Unavailable = 14,

    /// <summary>Data was lost or corrupted.</summary>
    DataLoss = 15,

    /// <summary>The caller is not authenticated.</summary>
    Unauthenticated = 16,
}
