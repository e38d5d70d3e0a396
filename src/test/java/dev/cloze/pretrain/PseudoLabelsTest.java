package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudoLabelsTest {
  private static final Progress SILENT = Progress.SILENT;

  @TempDir Path folder;

  /** Says wet of rain and dry of all else; the longer a text, the surer it is, up to 1. */
  private record Weather(ImmutableList<String> labels) implements Annotator {
    @Override
    public ImmutableList<Prediction> predict(List<Example> sentences) {
      return sentences.stream()
          .map(
              example -> {
                String text = example.fields().get("text_a");
                int label = labels.indexOf(text.contains("rain") ? "wet" : "dry");
                double sure = Math.min(1, text.length() / 40.0);
                double[] both = {1 - sure, 1 - sure};
                both[label] = sure;
                return new Prediction("", label, ImmutableDoubleArray.copyOf(both));
              })
          .collect(ImmutableList.toImmutableList());
    }

    @Override
    public void close() {
      // holds nothing
    }
  }

  private static PromptTask task(int examples, int heldOut, double confidence) {
    return new PromptTask(
        PromptTask.Kind.PSEUDO_LABELS,
        "{\"soft\"} {\"placeholder\":\"text_a\"} {\"mask\"}",
        ImmutableMap.of("dry", ImmutableList.of("a"), "wet", ImmutableList.of("b")),
        examples,
        heldOut,
        confidence,
        Optional.empty());
  }

  private static PromptExamples draw(PromptTask task, List<String> sentences, String... labels) {
    return new PseudoLabels(task, Seeds.of(1))
        .draw(sentences, new Weather(ImmutableList.copyOf(labels)), SILENT);
  }

  /** Every fourth sentence has rain. */
  private static List<String> sentences(int count) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sentences.add(
          i % 4 == 0
              ? "There was rain on the harbour on day " + i
              : "The team played on the grass on day " + i);
    }
    return sentences;
  }

  private static long count(List<Example> examples, int label) {
    return examples.stream().filter(e -> e.label().orElseThrow() == label).count();
  }

  @Test
  void givesAsManyExamplesOfEachLabelWhateverTheOrderOfTheAnnotators() {
    for (String[] order : List.of(new String[] {"dry", "wet"}, new String[] {"wet", "dry"})) {
      PromptExamples drawn = draw(task(20, 6, 0), sentences(200), order);

      assertThat(drawn.train()).hasSize(20);
      assertThat(drawn.heldOut()).hasSize(6);
      for (List<Example> part : List.of(drawn.train(), drawn.heldOut())) {
        assertThat(count(part, 0)).isEqualTo(part.size() / 2);
        assertThat(part)
            .allSatisfy(
                e ->
                    assertThat(e.label().orElseThrow() == 1)
                        .isEqualTo(e.fields().get("text_a").contains("rain")));
      }
      assertThat(drawn.train()).doesNotContainAnyElementsOf(drawn.heldOut());
    }
  }

  /** Ten have rain, of 40: half of what is asked for, and shared out alike. */
  @Test
  void theRarestLabelSaysHowManyThereAre() {
    PromptExamples drawn = draw(task(32, 8, 0), sentences(40), "dry", "wet");

    assertThat(drawn.train()).hasSize(16);
    assertThat(drawn.heldOut()).hasSize(4);
    assertThat(count(drawn.train(), 1)).isEqualTo(8);
  }

  @Test
  void leavesOutWhatTheAnnotatorIsNotSureOf() {
    List<String> sentences = new ArrayList<>(sentences(40)); // 36 characters and more: 0.9
    sentences.addAll(0, List.of("It was some rain", "It was some grass")); // 0.4

    PromptExamples all = draw(task(20, 10, 0), sentences, "dry", "wet");
    PromptExamples sure = draw(task(20, 10, 0.75), sentences, "dry", "wet");

    assertThat(texts(all)).contains("It was some rain", "It was some grass");
    assertThat(texts(sure)).doesNotContain("It was some rain", "It was some grass");
  }

  private static List<String> texts(PromptExamples drawn) {
    List<Example> both = new ArrayList<>(drawn.train());
    both.addAll(drawn.heldOut());
    return both.stream().map(example -> example.fields().get("text_a")).toList();
  }

  @Test
  void refusesALabelThatNoSentenceIsGiven() {
    List<String> dry = sentences(40).stream().filter(text -> !text.contains("rain")).toList();

    assertThatThrownBy(() -> draw(task(8, 2, 0), dry, "dry", "wet"))
        .hasMessageStartingWith(
            "prompt.words: of 30 sentences, too few were given a label with confidence 0.0:"
                + " {dry=30, wet=0}; each label needs two;")
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(PretrainError.NO_PSEUDO_LABELS);
  }

  @Test
  void refusesAnAnnotatorOfOtherLabels() {
    assertThatThrownBy(() -> draw(task(8, 2, 0), sentences(40), "dry", "wet", "cold"))
        .hasMessage(
            "prompt.annotator: its labels are dry, wet, cold, and prompt.words has dry, wet; they"
                + " must be the same")
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(PretrainError.OTHER_LABELS);
  }

  @Test
  void takesEachSentenceOnceAndRefusesTooFew() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("corpus.txt"),
            "It rained on the harbour. Too short.\n\n".repeat(3) + "The team won the match.\n");
    Corpus corpus = Corpus.of(ImmutableList.of(file), 0);

    assertThat(new PseudoLabels(task(2, 2, 0), Seeds.of(1)).sentences(corpus(file, 4), SILENT))
        .hasSizeGreaterThan(3);
    assertThatThrownBy(() -> new PseudoLabels(task(2, 2, 0), Seeds.of(1)).sentences(corpus, SILENT))
        .hasMessageStartingWith(
            "corpus: found 2 different sentences of four words or more, and 4 are asked for; ")
        .extracting(e -> ((ClozeException) e).code())
        .isEqualTo(PretrainError.TOO_FEW_SENTENCES);
  }

  private Corpus corpus(Path file, int sentences) throws IOException {
    String more = String.join(".\n\n", sentences(sentences));
    Path all = Files.writeString(folder.resolve("all.txt"), Files.readString(file) + "\n" + more);
    return Corpus.of(ImmutableList.of(all), 0);
  }
}
