namespace Gateway.Admission;

/// <summary>Whose turn it is first where requests wait; among equals, who came first.</summary>
internal enum Priority
{
    Low,
    Normal,
    High,
}
