package dev.midstream.server.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The picture, as text. */
class ChartTest {

    @Test
    void itIsWellFormedAndHasAStripPerContestantWithWhatHappened() throws Exception {
        Document svg = parse(Chart.of(result(entry("one <&> two"), entry("three"))));
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(2);
        String words = svg.getDocumentElement().getTextContent();
        assertThat(words).contains("one <&> two", "three", "command", "cutover", "unload");
        assertThat(words).doesNotContain("sweep");
    }

    @Test
    void everyPointIsInsideThePicture() throws Exception {
        Document svg = parse(Chart.of(result(entry("one"))));
        String[] box = svg.getDocumentElement().getAttribute("viewBox").split(" ", -1);
        double width = Double.parseDouble(box[2]);
        double height = Double.parseDouble(box[3]);
        NodeList lines = svg.getElementsByTagName("polyline");
        String[] points =
                lines.item(0).getAttributes().getNamedItem("points").getNodeValue().split(" ", -1);
        // From 10 s before the first new answer to the end of the run: 12 s before to 28 s after
        // it.
        assertThat(points).hasSize(380);
        for (String point : points) {
            String[] xy = point.split(",", -1);
            assertThat(Double.parseDouble(xy[0])).isBetween(0.0, width);
            assertThat(Double.parseDouble(xy[1])).isBetween(0.0, height);
        }
    }

    private static BenchResult.Entry entry(String title) {
        Contestant contestant =
                new Contestant(
                        "c", Path.of("c"), title, "", "", "", "s", "u", List.of("sweep"), "", true);
        return new BenchResult.Entry(
                contestant, List.of(Runs.run(1, 11_000, 0)), 0, true, List.of());
    }

    private static BenchResult result(BenchResult.Entry... entries) {
        return new BenchResult(
                Map.of("plan", "rate half of saturation"),
                List.of(entries),
                List.of(),
                1,
                true,
                1,
                List.of());
    }

    private static Document parse(String text) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
