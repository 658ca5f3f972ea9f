package dev.firebreak.core.identity;

/// How a component was recognised as the product a warning names, the strongest first.
public enum Tier {
    /// By something that cannot be another product: a file hash, a Windows Installer product code, a package URL.
    A,
    /// By an id of the product line: bundle id, upgrade code, exact CPE, or an alias a person has reviewed.
    B,
    /// By equal names, with the publisher or something else speaking for it.
    C,
    /// By the name alone or a name nearly equal: a person decides, the answer until then is "unknown".
    D
}
