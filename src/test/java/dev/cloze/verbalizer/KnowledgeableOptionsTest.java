package dev.cloze.verbalizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Options;
import dev.cloze.base.Yaml;
import dev.cloze.knowledge.WordNetOptions;
import dev.cloze.verbalizer.KnowledgeableOptions.Frequency;
import dev.cloze.verbalizer.KnowledgeableOptions.Relevance;
import dev.cloze.verbalizer.RefinementReport.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnowledgeableOptionsTest {
  private static final LabelWords WORDS =
      LabelWords.ofSingle(List.of("bad", "good"), List.of("bad", "good"));
  private static TinyContext tiny;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    tiny = new TinyContext("bert");
  }

  @AfterAll
  static void close() {
    tiny.close();
  }

  @Test
  void defaultsAreThoseOfThePapersCodeWithOwnRelevance() {
    assertThat(KnowledgeableOptions.defaults())
        .isEqualTo(
            new KnowledgeableOptions(
                ImmutableList.of(),
                Frequency.VOCABULARY,
                0.5,
                Relevance.OWN,
                -1,
                200,
                true,
                1,
                MultiTokenHandler.FIRST));
    assertThat(ModelKnowledgeOptions.defaults().words()).isEqualTo(20);
    assertThat(ModelKnowledgeOptions.defaults().lettersOnly()).isTrue();
    assertThat(ModelKnowledgeOptions.defaults().templates()).hasSize(2);
  }

  @Test
  void settingsAreReadFromAFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("run.yaml"),
            """
            sources: [words.txt, {wordnet: {hyponyms: 2}}, {model: {words: 5}}]
            candidate_fraction: 0.2
            relevance: rate
            most_tokens: 2
            """);

    KnowledgeableOptions options = Options.bind(Yaml.read(file), KnowledgeableOptions.class);

    ModelKnowledgeOptions asked = ModelKnowledgeOptions.defaults();
    assertThat(options)
        .isEqualTo(
            KnowledgeableOptions.defaults()
                .withSources(
                    KnowledgeSource.of(folder.resolve("words.txt")),
                    KnowledgeSource.of(new WordNetOptions(2, 1, 1, -1, false)),
                    KnowledgeSource.of(
                        new ModelKnowledgeOptions(asked.templates(), 5, true, asked.stopWords())))
                .withFilters(Frequency.VOCABULARY, 0.2, Relevance.RATE)
                .withMostTokens(2));
  }

  @Test
  void aSourceIsOneOfThree() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new KnowledgeSource(Optional.empty(), Optional.empty(), Optional.empty()))
        .withMessage("a source is one of file, wordnet and model");
  }

  @Test
  void wordsOfAListAreFilteredByTheModelsTextsAndMakeAVerbalizer() throws IOException {
    Path lists =
        Files.writeString(folder.resolve("words.txt"), "good: fine, film, 好\nbad: film, dull");
    KnowledgeableOptions options =
        KnowledgeableOptions.defaults()
            .withSources(KnowledgeSource.of(lists))
            .withFilters(Frequency.VOCABULARY, 0, Relevance.NONE);

    Refinement refinement = options.refine(WORDS, tiny.context());

    assertThat(refinement.words())
        .isEqualTo(
            LabelWords.of(
                List.of("bad", "good"), List.of(List.of("bad", "dull"), List.of("good", "fine"))));
    assertThat(refinement.report().lines())
        .filteredOn(line -> line.dropped().isPresent())
        .extracting(line -> line.label() + " " + line.word() + " " + line.dropped().orElseThrow())
        .containsExactly(
            "bad film " + Reason.DUPLICATE,
            "good film " + Reason.DUPLICATE,
            "good 好 " + Reason.UNKNOWN);
    assertThat(options.choose(WORDS, tiny.context()))
        .isEqualTo(new ChosenWords(refinement.words(), refinement.report().table()));
    try (KnowledgeableVerbalizer verbalizer = options.make(refinement.words(), tiny.context())) {
      assertThat(verbalizer.parameters().get("word_weights").shape()).containsExactly(4);
    }
  }

  @Test
  void theFiltersReadTheModelsScoresOfTheTexts() {
    LabelWords many =
        LabelWords.of(
            List.of("bad", "good"),
            List.of(List.of("bad", "dull", "not"), List.of("good", "fine", "the")));
    KnowledgeableOptions options =
        KnowledgeableOptions.defaults().withFilters(Frequency.WORDS, 0.34, Relevance.NONE);

    Refinement refinement = options.refine(many, tiny.context());

    // six words: ⌊0.34 · 6⌋ = 2 are dropped, those with the lowest mean probability
    List<Double> kept = figures(refinement, false);
    List<Double> dropped = figures(refinement, true);
    assertThat(dropped).hasSize(2);
    assertThat(kept).hasSize(4).allMatch(figure -> dropped.stream().allMatch(d -> d < figure));
    assertThat(kept).allMatch(figure -> figure > 0 && figure < 1);
  }

  @Test
  void relevanceKeepsTheFirstWordOfEveryLabelAndIsNotAskedOfOne() {
    Refinement two =
        KnowledgeableOptions.defaults()
            .withFilters(Frequency.NONE, 0, Relevance.OWN)
            .refine(WORDS, tiny.context());
    LabelWords alone = LabelWords.of(List.of("all"), List.of(List.of("good", "bad")));

    assertThat(two.words()).isEqualTo(WORDS);
    assertThat(
            KnowledgeableOptions.defaults()
                .withFilters(Frequency.NONE, 0, Relevance.OWN)
                .choose(alone, tiny.context(Support.NONE))
                .words())
        .isEqualTo(alone);
  }

  @Test
  void filtersNeedTexts() {
    assertThatExceptionOfType(ClozeException.class)
        .isThrownBy(() -> KnowledgeableOptions.defaults().choose(WORDS, tiny.context(Support.NONE)))
        .withMessage(
            "verbalizer: the choice of words looks at texts, and there are none; name them in"
                + " data.unlabelled or data.train")
        .satisfies(e -> assertThat(e.code()).isEqualTo(VerbalizerError.NO_EXAMPLES));
  }

  @Test
  void theModelKnowsWords() {
    ModelKnowledgeOptions asked =
        new ModelKnowledgeOptions(
            ImmutableList.of("{\"meta\":\"word\"} is a {\"mask\"}."),
            4,
            true,
            ImmutableList.of("the"));
    ModelKnowledge knowledge = ModelKnowledge.of(tiny.model(), tiny.tokenizer(), " ", asked);
    ModelKnowledgeOptions more =
        new ModelKnowledgeOptions(asked.templates(), 1000, true, ImmutableList.of());

    List<String> all =
        ModelKnowledge.of(tiny.model(), tiny.tokenizer(), " ", more).related("Football");

    assertThat(all).hasSizeGreaterThan(20).doesNotContain("football").contains("the", "river");
    assertThat(knowledge.related("Football"))
        .isEqualTo(all.stream().filter(word -> !word.equals("the")).limit(4).toList());
    assertThat(knowledge.related("river")).isNotEqualTo(knowledge.related("Football"));
  }

  @Test
  void theModelAsASourceAddsWords() {
    LabelWords words =
        KnowledgeableOptions.defaults()
            .withSources(KnowledgeSource.of(ModelKnowledgeOptions.defaults()))
            .withFilters(Frequency.NONE, 0, Relevance.NONE)
            .choose(WORDS, tiny.context())
            .words();

    assertThat(words.entries()).allMatch(label -> label.words().size() > 1);
  }

  private static List<Double> figures(Refinement refinement, boolean dropped) {
    return refinement.report().lines().stream()
        .filter(line -> line.dropped().isPresent() == dropped)
        .map(line -> line.figure().orElseThrow())
        .toList();
  }
}
