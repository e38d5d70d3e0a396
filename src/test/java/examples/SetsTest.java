package examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multiset;
import com.google.common.collect.Multisets;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.hub.DefaultModel;
import dev.cloze.run.Lint;
import dev.cloze.run.LintFinding;
import dev.cloze.template.TemplateFile;
import dev.cloze.tokenize.PretrainedTokenizer;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.verbalizer.LabelWordsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sets that come with Cloze are better than chance, as docs/sets.md says of each. */
class SetsTest {
  private static final Path PAGE = Path.of("docs/sets.md");
  private static final int LEAST = 20;

  /** What the templates of a set read beside the texts. */
  private static final ImmutableMap<String, ImmutableList<String>> META =
      ImmutableMap.<String, ImmutableList<String>>builder()
          .put("relation", ImmutableList.of("head", "tail"))
          .put("biomedical-relation", ImmutableList.of("head", "tail"))
          .put("entity-typing", ImmutableList.of("entity"))
          .put("visual-region", ImmutableList.of("region"))
          .put("copa", ImmutableList.of("choice1", "choice2", "question"))
          .put("wic", ImmutableList.of("word"))
          .put("translation", ImmutableList.of("language"))
          .buildOrThrow();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topic",
        "sentiment",
        "question-type",
        "relation",
        "intent",
        "emotion",
        "spam",
        "wic",
        "entity-typing",
        "biomedical-relation",
        "visual-region"
      })
  void withoutTrainingTheBestTemplateIsAboveChance(String name) throws IOException {
    LabelWords words = words(name);
    ImmutableList<Example> examples = SetScoring.examples(name, words.labels(), meta(name));
    TemplateFile file = templates(name);
    ImmutableList<Integer> documented = documented(name, "zero-shot");
    assertThat(documented).hasSameSizeAs(file.lines());

    double best = 0;
    for (int choice = 0; choice < file.lines().size(); choice++) {
      double right =
          (double)
                  SetScoring.right(
                      SetScoring.zeroShot(file.choose(choice), words, examples), examples)
              / examples.size();
      assertThat(100 * right)
          .as("template %d", choice)
          .isCloseTo(documented.get(choice), within(9.0));
      best = Math.max(best, right);
    }
    assertThat(best).isGreaterThan(1.0 / words.labels().size());
  }

  static Stream<Arguments> trained() {
    return Stream.of(
        Arguments.of("entailment", 1),
        Arguments.of("paraphrase", 0),
        Arguments.of("acceptability", 0),
        Arguments.of("boolq", 0),
        Arguments.of("copa", 0));
  }

  @ParameterizedTest
  @MethodSource("trained")
  void trainedOnOneHalfTheOtherIsAboveChance(String name, int choice) throws IOException {
    LabelWords words = words(name);
    ImmutableList<Example> examples = SetScoring.examples(name, words.labels(), meta(name));

    double right =
        SetScoring.trained(templates(name).choose(choice), words, examples, Seeds.of(13));

    assertThat(right).isGreaterThan(1.0 / words.labels().size());
    assertThat(100 * right)
        .isCloseTo(documented(name, "trained on half").get(choice), within(15.0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"summary", "translation"})
  void theRightWordIsLikelierThanThatOfAnotherText(String name) throws IOException {
    ImmutableList<String> right = SetScoring.labels(name, meta(name));
    LabelWords words = LabelWords.ofSingle(right, right);
    ImmutableList<Example> examples = SetScoring.examples(name, right, meta(name));
    TemplateFile file = templates(name);
    ImmutableList<Integer> documented = documented(name, "right word likelier");
    assertThat(documented).hasSameSizeAs(file.lines());

    for (int choice = 0; choice < file.lines().size(); choice++) {
      double won =
          SetScoring.pairsWon(SetScoring.zeroShot(file.choose(choice), words, examples), examples);
      assertThat(100 * won)
          .as("template %d", choice)
          .isCloseTo(documented.get(choice), within(5.0));
      assertThat(won).isGreaterThan(0.5);
    }
  }

  static Stream<String> names() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/sets"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".tsv"))
          .map(name -> name.replace(".tsv", ""))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void textsAreEnoughAndEachLabelHasItsShare(String name) {
    ImmutableList<String> labels = SetScoring.labels(name, meta(name));
    ImmutableList<Example> examples = SetScoring.examples(name, labels, meta(name));

    Multiset<Integer> counts =
        examples.stream()
            .collect(
                Multisets.toMultiset(
                    example -> example.label().orElseThrow(), example -> 1, HashMultiset::create));
    assertThat(examples).hasSizeGreaterThanOrEqualTo(LEAST);
    assertThat(counts.entrySet())
        .allSatisfy(
            entry ->
                assertThat((double) entry.getCount())
                    .isCloseTo((double) examples.size() / labels.size(), within(1.0)));
    assertThat(
            examples.stream()
                .map(example -> example.fields().values() + " " + example.meta().values()))
        .doesNotHaveDuplicates();
  }

  @Test
  void everySetStandsOnThePage() throws IOException {
    String page = Files.readString(PAGE);

    assertThat(names())
        .hasSizeGreaterThan(10)
        .allSatisfy(name -> assertThat(page).contains("(../templates/" + name + ".txt)"));
  }

  @Test
  void theCheckFindsNothingInTheSets() throws IOException {
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(DefaultModel.folder())) {
      List<LintFinding> findings =
          Lint.of(List.of(Path.of("templates"), Path.of("verbalizers")), tokenizer).findings();

      assertThat(findings)
          .filteredOn(finding -> !finding.place().file().toString().contains("helpdesk"))
          .isEmpty();
      assertThat(findings)
          .extracting(LintFinding::severity)
          .containsOnly(LintFinding.Severity.WARNING);
    }
  }

  private static List<String> meta(String name) {
    return META.getOrDefault(name, ImmutableList.of());
  }

  private static LabelWords words(String name) {
    return LabelWordsFile.read(Path.of("verbalizers", name + ".json"));
  }

  private static TemplateFile templates(String name) {
    return TemplateFile.read(Path.of("templates", name + ".txt"));
  }

  /** The percentages of a set's row on the page, template by template. */
  private static ImmutableList<Integer> documented(String name, String how) throws IOException {
    String row =
        Files.readAllLines(PAGE).stream()
            .filter(
                line -> line.startsWith("| [" + name + "](") && line.contains("| " + how + " |"))
            .collect(Collectors.joining());
    assertThat(row).as("%s, %s", name, how).isNotEmpty();
    String figures = Splitter.on('|').trimResults().splitToList(row).get(5);
    return Splitter.on(' ')
        .splitToStream(figures)
        .map(Integer::valueOf)
        .collect(ImmutableList.toImmutableList());
  }
}
