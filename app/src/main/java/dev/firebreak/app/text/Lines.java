package dev.firebreak.app.text;

import java.util.Map;

/// Long lines for people: broken at blanks where a terminal would break them in the middle of a word. What goes into a file
/// or another program stays one line, so that it can be searched line by line.
public final class Lines {
    /// Where the terminal does not tell its width.
    private static final int USUAL = 100;

    private static final int NARROWEST = 40;

    private final int width;

    /// @param width in characters; 0 to break nothing
    public Lines(int width) {
        this.width = width;
    }

    /// As wide as the terminal that the program was started on, if any.
    public static Lines of(Map<String, String> environment) {
        if (!Terminal.isTerminal()) {
            return new Lines(0);
        }
        String columns = environment.getOrDefault("COLUMNS", "");
        return new Lines(
                columns.matches("[0-9]{1,4}")
                        ? Math.max(NARROWEST, Integer.parseInt(columns))
                        : USUAL);
    }

    /// The text, broken; every line but the first begins with `indent`.
    public String broken(String text, String indent) {
        if (width == 0 || text.length() <= width) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (String word : text.split(" ", -1)) {
            if (column > indent.length() && column + 1 + word.length() > width) {
                out.append(System.lineSeparator()).append(indent);
                column = indent.length();
            } else if (!out.isEmpty()) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        return out.toString();
    }
}
