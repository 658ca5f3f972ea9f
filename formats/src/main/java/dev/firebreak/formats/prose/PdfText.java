package dev.firebreak.formats.prose;

import dev.firebreak.core.model.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/// Plain text of a PDF; gaps between columns are kept as blanks, so that tables can be seen.
final class PdfText {
    private static final int MAX_PAGES = 300;

    private PdfText() {}

    static Document read(String source, byte[] bytes) {
        List<Problem> problems = new ArrayList<>();
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            Columns stripper = new Columns();
            stripper.setSortByPosition(true);
            stripper.setEndPage(MAX_PAGES);
            if (pdf.getNumberOfPages() > MAX_PAGES) {
                problems.add(
                        new Problem(
                                source,
                                "page " + (MAX_PAGES + 1),
                                "pages after the " + MAX_PAGES + "th are left out",
                                Problem.Severity.PARTIAL));
            }
            String text = Extraction.clean(stripper.getText(pdf));
            if (text.isBlank()) {
                problems.add(
                        new Problem(
                                source,
                                "",
                                "this PDF contains no text, only pictures; it cannot be read without text recognition",
                                Problem.Severity.LOST));
            }
            Document plain = Extraction.plain(source, text);
            problems.addAll(plain.problems());
            String title = pdf.getDocumentInformation().getTitle();
            boolean use =
                    title != null
                            && title.strip().indexOf(' ') > 0
                            && !title.startsWith("Microsoft Word");
            return new Document(
                    plain.text(), plain.blocks(), use ? title.strip() : "", null, null, problems);
        } catch (IOException | RuntimeException e) {
            problems.add(
                    new Problem(
                            source,
                            "",
                            "this PDF cannot be read: " + e.getMessage(),
                            Problem.Severity.LOST));
            return new Document("", List.of(), "", null, null, problems);
        }
    }

    /// Writes three blanks where the gap between two words is that of a column.
    private static final class Columns extends PDFTextStripper {
        private static final float COLUMN_GAP = 1.9f;
        private static final float PARAGRAPH_GAP = 1.75f;
        private float lastEnd = Float.NaN;
        private float lastY = Float.NaN;

        Columns() {
            setParagraphEnd("");
            setLineSeparator("\n");
            setWordSeparator(" ");
        }

        @Override
        protected void writeString(String text, List<TextPosition> positions) throws IOException {
            if (!positions.isEmpty()) {
                TextPosition first = positions.getFirst();
                boolean sameLine = Math.abs(first.getYDirAdj() - lastY) < first.getHeightDir();
                if (!Float.isNaN(lastEnd)
                        && sameLine
                        && first.getXDirAdj() - lastEnd
                                > COLUMN_GAP * Math.max(first.getWidthOfSpace(), 1)) {
                    super.writeString("  ");
                }
                boolean gap =
                        !Float.isNaN(lastY)
                                && !sameLine
                                && first.getYDirAdj() - lastY
                                        > Math.max(
                                                        first.getFontSizeInPt(),
                                                        first.getHeightDir() * 1.4f)
                                                * PARAGRAPH_GAP
                                && first.getYDirAdj() > lastY;
                if (gap) {
                    super.writeString("\n");
                }
                TextPosition last = positions.getLast();
                lastEnd = last.getXDirAdj() + last.getWidthDirAdj();
                lastY = last.getYDirAdj();
            }
            super.writeString(text);
        }
    }
}
