package dev.cloze.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalDouble;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PretrainPageTest {
  private static final PretrainPoint BEFORE =
      new PretrainPoint(0, 0, OptionalDouble.empty(), 8.5, 0.0125, OptionalDouble.empty());
  private static final PretrainPoint FIRST = point(500, 5.25, 5.5, 0.2);
  private static final PretrainPoint SECOND = point(1000, 3.125, 3.5, 0.375);

  @TempDir Path folder;

  @Test
  void showsEverySectionInOrder() {
    assertThat(parse(page(BEFORE, FIRST, SECOND)).select("header, section").eachAttr("id"))
        .containsExactly("headline", "training", "next", "provenance");
  }

  @Test
  void saysWhatWasReachedAndFromWhere() {
    assertThat(parse(page(BEFORE, FIRST, SECOND)).select(".headline").eachText())
        .containsExactly(
            "3.500 nats, the loss on text that was held out; 8.500 before",
            "37.5 % of its hidden tokens named first (top-1); 1.3 % before");
  }

  @Test
  void saysOnlyWhatIsKnown() {
    assertThat(parse(page(FIRST, SECOND)).select(".headline").first().text())
        .isEqualTo("3.500 nats, the loss on text that was held out");
    assertThat(parse(page(BEFORE)).select(".headline").first().text())
        .isEqualTo("8.500 nats, the loss on text that was held out");
    assertThatThrownBy(PretrainPageTest::page).hasMessage("a page shows a measurement, found none");
  }

  @Test
  void drawsLossesAndAccuracyOverTheSteps() {
    Document page = parse(page(BEFORE, FIRST, SECOND));

    assertThat(page.select("#training svg")).hasSize(2);
    assertThat(page.select("polyline.train").attr("points").split(" ")).hasSize(2);
    assertThat(page.select("polyline.dev").attr("points").split(" ")).hasSize(3);
    assertThat(page.select("polyline.accuracy").attr("points").split(" ")).hasSize(3);
    assertThat(page.select("#training tbody tr").eachText())
        .containsExactly(
            "0 0 – 8.500 1.3 % –",
            "500 64,000 5.250 5.500 20.0 % 1,234", "1,000 128,000 3.125 3.500 37.5 % 1,234");
  }

  @Test
  void drawsOnlyPlacesThatAreNumbers() {
    PretrainPoint broken = point(1500, Double.NaN, Double.NaN, 0);

    for (PretrainPage page : ImmutableList.of(page(BEFORE), page(broken), page(FIRST, broken))) {
      assertThat(parse(page).select("svg").outerHtml()).doesNotContain("NaN", "Infinity");
    }
  }

  @Test
  void showsCommandsAsTheyAreTyped() {
    Document page = parse(page(BEFORE));

    assertThat(page.select("#next p").eachText()).containsExactly("Tune <b>it</b>:");
    assertThat(page.select("#next pre").eachText()).containsExactly("cloze run 'a' & b");
    assertThat(page.select("#provenance pre").text()).isEqualTo("cloze pretrain x.yaml");
  }

  @Test
  void isWrittenAsOneFile() {
    Path file = ReportFile.write(folder.resolve(ReportFile.NAME), page(BEFORE, FIRST));

    assertThat(folder.toFile().list()).containsExactly(ReportFile.NAME);
    assertThat(file).content().startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(Files.exists(folder.resolve(ReportFile.NAME + ".part"))).isFalse();
  }

  private static PretrainPoint point(long step, double train, double heldOut, double accuracy) {
    return new PretrainPoint(
        step, 128 * step, OptionalDouble.of(train), heldOut, accuracy, OptionalDouble.of(1234.4));
  }

  private static PretrainPage page(PretrainPoint... points) {
    return new PretrainPage(
        "small",
        Instant.EPOCH,
        "A fresh bert was trained.",
        ImmutableList.of(Fact.of("seen", "128,000 tokens")),
        ImmutableList.copyOf(points),
        ImmutableList.of(Fact.literal("tune <b>it</b>", "cloze run 'a' & b")),
        new Provenance(ImmutableList.of(), "cloze pretrain x.yaml"));
  }

  private static Document parse(PretrainPage page) {
    return Jsoup.parse(Page.render(page));
  }
}
