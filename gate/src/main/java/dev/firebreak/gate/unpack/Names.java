package dev.firebreak.gate.unpack;

/// What names of entries may do.
final class Names {
    private Names() {}

    /// An absolute path, a drive letter, a parent step that leads above the start, or a NUL byte.
    static boolean escapes(String path) {
        if (path.startsWith("/") || path.indexOf('\0') >= 0) {
            return true;
        }
        if (path.length() > 1 && path.charAt(1) == ':' && Character.isLetter(path.charAt(0))) {
            return true;
        }
        int level = 0;
        for (String part : path.split("/", -1)) {
            if (part.equals("..")) {
                level--;
            } else if (!part.isEmpty() && !part.equals(".")) {
                level++;
            }
            if (level < 0) {
                return true;
            }
        }
        return false;
    }

    /// A link target seen from the link's own folder leads out of the tree.
    static boolean linkEscapes(String path, String target) {
        int slash = path.lastIndexOf('/');
        return target.startsWith("/")
                || escapes((slash < 0 ? "" : path.substring(0, slash + 1)) + target);
    }
}
