namespace Gateway;

/// <summary>A setting cannot be used. The message names it, with what was given and what is allowed.</summary>
internal sealed class SettingsException(string message, Exception? inner = null) : Exception(message, inner);
