package examples;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multimaps;
import com.google.common.collect.SetMultimap;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Labels;
import dev.cloze.run.RunFile;
import dev.cloze.template.TemplateFile;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.LabelWordsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The quick start's data are what their card says, and fit the quick start's run file. */
class HelpdeskDataTest {
  private static final int RUN_OF_WORDS = 6;

  private final RunFile run = RunFile.read(Path.of("examples/quickstart.yaml"), List.of());
  private final LabelSet labels = LabelSet.of(run.verbalizer().words().keySet().asList());
  private final ImmutableList<Example> train =
      ExampleReader.read(run.data().train().orElseThrow(), Labels.of(labels));
  private final ImmutableList<Example> test =
      ExampleReader.read(run.data().test().orElseThrow(), Labels.of(labels));

  @Test
  void everyLabelOfTheRunFileHasItsShare() {
    assertThat(labels.size()).isEqualTo(8);
    for (int label = 0; label < labels.size(); label++) {
      assertThat(count(train, label)).as("train, %s", labels.names().get(label)).isEqualTo(16);
      assertThat(count(test, label)).as("test, %s", labels.names().get(label)).isEqualTo(60);
    }
  }

  @Test
  void textsAreShort() {
    assertThat(texts()).allSatisfy(text -> assertThat(words(text)).hasSizeBetween(4, 40));
  }

  @Test
  void noTextStandsTwice() {
    assertThat(texts().map(text -> String.join(" ", words(text)))).doesNotHaveDuplicates();
  }

  @Test
  void noTwoTextsShareSixWordsInARow() {
    SetMultimap<ImmutableList<String>, String> sharing = HashMultimap.create();
    texts().forEach(text -> runsOfWords(text).forEach(words -> sharing.put(words, text)));

    assertThat(Multimaps.asMap(sharing))
        .hasSizeGreaterThan(1000)
        .allSatisfy((words, texts) -> assertThat(texts).hasSize(1));
  }

  @Test
  void theVerbalizerFilesAndTheTemplateFileHoldWhatTheRunFileSays() {
    LabelWords words = LabelWords.of(run.verbalizer().words());

    assertThat(LabelWordsFile.read(Path.of("verbalizers/helpdesk.json"))).isEqualTo(words);
    assertThat(LabelWordsFile.read(Path.of("verbalizers/helpdesk.txt"), 0, labels.names()))
        .isEqualTo(words);
    assertThat(TemplateFile.read(Path.of("templates/helpdesk.txt")).lines())
        .startsWith(run.template().text().orElseThrow());
  }

  private Stream<String> texts() {
    return Stream.of(train, test)
        .flatMap(List::stream)
        .map(example -> example.fields().get(Example.TEXT_A));
  }

  private static long count(List<Example> examples, int label) {
    return examples.stream().filter(example -> example.label().orElseThrow() == label).count();
  }

  private static ImmutableList<String> words(String text) {
    String plain = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}\\s]", "");
    return Splitter.onPattern("\\s+")
        .omitEmptyStrings()
        .splitToStream(plain)
        .collect(toImmutableList());
  }

  private static Stream<ImmutableList<String>> runsOfWords(String text) {
    ImmutableList<String> words = words(text);
    return IntStream.rangeClosed(0, words.size() - RUN_OF_WORDS)
        .mapToObj(start -> words.subList(start, start + RUN_OF_WORDS));
  }
}
