package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that hide tokens of unlabelled texts beside the labels. */
class LanguageModelRunTest {
  private static final String ON = "training.language_model={share: 0.1}";

  @TempDir Path folder;
  private Path texts;

  @BeforeEach
  void write() throws IOException {
    texts =
        Files.writeString(
            folder.resolve("texts.tsv"), "football\tthe match was late\nweather\tit may snow\n");
  }

  private static RunFile file(String... settings) {
    return RunFile.read(Path.of("examples/first-run.yaml"), Arrays.asList(settings));
  }

  @Test
  void readsTheTextsSaysThatLabelsAreNotLookedAtAndKeepsTheirHash() throws IOException {
    Path out = TinyRun.in(folder.resolve("out"), ON, "data.unlabelled=" + texts);

    assertThat(Files.readString(out.resolve("provenance.json"))).contains("texts.tsv");
    assertThat(Run.resume(out).warnings())
        .containsExactly(
            "data.unlabelled has labels in it, which are not looked at; its texts are trained on");
    Files.writeString(texts, "it may snow\n");
    assertThatThrownBy(() -> Run.resume(out)).hasMessageContaining("the file has changed");
  }

  @Test
  void saysNothingOfTextsWithoutLabels() throws IOException {
    Files.writeString(texts, "it may snow\nthe match was late\n");

    assertThat(
            Run.begin(
                    file(ON, "data.unlabelled=" + texts).withOut(folder.resolve("out")),
                    "run",
                    "cloze run")
                .warnings())
        .isEmpty();
  }

  /** The model stays, soft tokens move, and elsewhere than by the labels alone. */
  @Test
  void movesSoftTokensOfAFrozenModel() throws IOException {
    String[] prompt = {
      "training.tune=prompt",
      "template='{\"soft\"} {\"placeholder\":\"text_a\"} {\"mask\"}'",
      "data.unlabelled=" + texts
    };
    Path plain = TinyRun.in(folder.resolve("plain"), prompt);
    Path both = TinyRun.in(folder.resolve("both"), prompt[0], prompt[1], prompt[2], ON);

    assertThat(Files.mismatch(trained(plain), trained(both))).isNotNegative();
    assertThat(Files.size(trained(plain))).isEqualTo(Files.size(trained(both)));
  }

  private static Path trained(Path run) {
    return run.resolve("seed-13/trained.safetensors");
  }

  @Test
  void refusesARunWithoutTexts() {
    assertThatThrownBy(() -> file(ON))
        .hasMessageEndingWith(
            "data.unlabelled is missing, whose texts training.language_model hides tokens of");
    assertThat(file(ON, "training.epochs=0").training().languageModel()).isPresent();
  }
}
