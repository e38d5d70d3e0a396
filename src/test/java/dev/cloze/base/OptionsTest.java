package dev.cloze.base;

import static com.google.common.base.Preconditions.checkArgument;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @TempDir Path folder;
  private Path file;

  enum Speed {
    SLOW,
    VERY_FAST
  }

  record Training(int epochs, double learningRate, Optional<Long> limit) {
    Training {
      checkArgument(epochs >= 0, "epochs must be 0 or more, was %s", epochs);
      checkArgument(learningRate > 0, "learningRate must be above 0, was %s", learningRate);
    }

    static Training defaults() {
      return new Training(10, 1e-4, Optional.empty());
    }
  }

  @Shorthand("text")
  record Pattern(Optional<String> text, Optional<Path> file, @Default("0") int choice) {}

  record Everything(
      Path model,
      @Default("very_fast") Speed speed,
      @Default("false") boolean loud,
      Training training,
      Optional<Pattern> pattern,
      @Default("[7]") ImmutableList<Long> seeds,
      @Default("{}") ImmutableMap<String, ImmutableList<String>> words) {}

  @BeforeEach
  void name() {
    file = folder.resolve("run.yaml");
  }

  private Setting.Mapping write(String yaml) throws IOException {
    return Yaml.read(Files.writeString(file, yaml));
  }

  private Everything bind(String yaml) throws IOException {
    return Options.bind(write(yaml), Everything.class);
  }

  @Test
  void bindsEveryKindOfComponent() throws IOException {
    Everything bound =
        bind(
            """
            model: models/tiny
            speed: slow
            loud: true
            training:
              epochs: 3
              learning_rate: 1e-5
              limit: 20
            pattern: {file: p.txt, choice: 2}
            seeds: [1, 2]
            words:
              world: [world, politics]
              sports: sports
            """);

    assertThat(bound)
        .isEqualTo(
            new Everything(
                folder.resolve("models/tiny"),
                Speed.SLOW,
                true,
                new Training(3, 1e-5, Optional.of(20L)),
                Optional.of(new Pattern(Optional.empty(), Optional.of(folder.resolve("p.txt")), 2)),
                ImmutableList.of(1L, 2L),
                ImmutableMap.of(
                    "world",
                    ImmutableList.of("world", "politics"),
                    "sports",
                    ImmutableList.of("sports"))));
    assertThat(bound.words().keySet()).containsExactly("world", "sports");
  }

  @Test
  void fillsInWhatTheFileLeavesOut() throws IOException {
    Everything expected =
        new Everything(
            folder.resolve("m"),
            Speed.VERY_FAST,
            false,
            Training.defaults(),
            Optional.empty(),
            ImmutableList.of(7L),
            ImmutableMap.of());

    assertThat(bind("model: m")).isEqualTo(expected);
    assertThat(bind("{model: m, seeds: , pattern: null, loud: ~}")).isEqualTo(expected);
  }

  @Test
  void keepsTheOtherDefaultsWhereOneKeyOfARecordIsGiven() throws IOException {
    assertThat(bind("{model: m, training: {epochs: 2}}").training())
        .isEqualTo(new Training(2, 1e-4, Optional.empty()));
  }

  @Test
  void takesABareValueForAShorthand() throws IOException {
    assertThat(bind("{model: m, pattern: 'It was {\"mask\"}.'}").pattern().orElseThrow())
        .isEqualTo(new Pattern(Optional.of("It was {\"mask\"}."), Optional.empty(), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`model: m\ntraining:\n  learnig_rate: 1`| :3:17: unknown key 'training.learnig_rate'; did"
            + " you mean 'learning_rate'? known: epochs, learning_rate, limit",
        "`modle: m`| :1:8: unknown key 'modle'; did you mean 'model'? known: loud, model, pattern,"
            + " seeds, speed, training, words",
        "`model: m\ntraining: {epochs: many}`| :2:20: training.epochs: found 'many'; a whole number"
            + " belongs there",
        "`model: m\ntraining: {epochs: 1.5}`| :2:20: training.epochs: found '1.5'; a whole number"
            + " belongs there",
        "`model: m\ntraining: {learning_rate: .nan}`| :2:27: training.learning_rate: found '.nan';"
            + " a number belongs there",
        "`model: m\nloud: yes`| :2:7: loud: found 'yes'; true or false belongs there",
        "`model: m\nspeed: fast`| :2:8: speed: found 'fast'; one of slow, very_fast belongs there",
        "`model: [a, b]`| :1:8: model: found a list; a path belongs there",
        "`model: m\nseeds: [1, x]`| :2:12: seeds[1]: found 'x'; a whole number belongs there",
        "`model: m\nseeds: [1, ~]`| :2:12: seeds[1]: found nothing; a whole number belongs there",
        "`model: m\ntraining: 3`| :2:11: training: found '3'; keys with values belong there",
        "`model: m\nwords: 3`| :2:8: words: found '3'; keys with values belong there",
        "`seeds: 1`| :1:1: the key 'model' is missing; give it a value",
        "`model: m\ntraining: {epochs: -1}`| :2:20: training: epochs must be 0 or more, was -1",
        "`model: m\n"
            + "training: {epochs: 2, learning_rate: 0}`| :2:38: training: learning_rate must be"
            + " above 0, was 0.0",
        "`[1, 2]`| :1:1: found a list; keys with values belong there, such as 'seed: 13'",
        "``| :1:1: found nothing; keys with values belong there, such as 'seed: 13'",
        "`model: m\nmodel: n`| :2:1: found the key 'model' a second time; write it once",
        "`model: &a m\npattern: *a`| :2:10: found an alias; write the value out",
        "`model: m\n---\nmodel: n`| :3:1: found a second document; one belongs in a file",
        "`model: {m`| :1:10: not YAML: while parsing a flow mapping: expected ',' or '}', but got"
            + " <stream end>",
      })
  void failsWhereAndWhy(String yaml, String message) {
    assertThatThrownBy(() -> bind(yaml))
        .isInstanceOf(ClozeException.class)
        .hasMessage(file + message);
  }

  @Test
  void namesTheCodeOfEachKindOfMistake() {
    assertThatThrownBy(() -> bind("modle: m")).satisfies(has(BaseError.UNKNOWN_KEY));
    assertThatThrownBy(() -> bind("model: [a]")).satisfies(has(BaseError.WRONG_TYPE));
    assertThatThrownBy(() -> bind("seeds: 1")).satisfies(has(BaseError.MISSING_KEY));
    assertThatThrownBy(() -> bind("{model: m, training: {epochs: -1}}"))
        .satisfies(has(BaseError.REFUSED_VALUE));
    assertThatThrownBy(() -> bind("model: {")).satisfies(has(BaseError.NOT_YAML));
  }

  @Test
  void failsWhenTheFileIsMissing() {
    assertThatThrownBy(() -> Yaml.read(folder.resolve("none.yaml")))
        .hasMessage(folder.resolve("none.yaml") + ": no such file; the path of a file belongs here")
        .satisfies(has(BaseError.UNREADABLE_FILE));
  }

  @Test
  void failsWhenTheFileIsNotUtf8() throws IOException {
    Files.write(file, "model: m\n# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> Yaml.read(file))
        .hasMessage(file + ":2: found bytes that are not UTF-8; save the file as UTF-8")
        .satisfies(has(BaseError.NOT_UTF8));
  }

  @Test
  void laysSettingsOfTheCommandLineOverTheFile() throws IOException {
    Setting.Mapping settings = write("model: m\ntraining: {epochs: 2}\npattern: text");
    for (String override :
        new String[] {
          "model=other",
          "training.epochs=5",
          "training.learning_rate=1e-3",
          "seeds=[3, 4]",
          "pattern.file=p",
          "words.a=x=y"
        }) {
      settings = Yaml.override(settings, override);
    }

    Everything bound = Options.bind(settings, Everything.class);

    Path here = Path.of("").toAbsolutePath();
    assertThat(bound.model()).isEqualTo(here.resolve("other"));
    assertThat(bound.training()).isEqualTo(new Training(5, 1e-3, Optional.empty()));
    assertThat(bound.seeds()).containsExactly(3L, 4L);
    assertThat(bound.pattern().orElseThrow().file()).contains(here.resolve("p"));
    assertThat(bound.words()).containsEntry("a", ImmutableList.of("x=y"));
  }

  @Test
  void namesTheSettingOfTheCommandLineThatIsWrong() throws IOException {
    Setting.Mapping settings = Yaml.override(write("model: m"), "training.epochs=many");

    assertThatThrownBy(() -> Options.bind(settings, Everything.class))
        .hasMessage(
            "--set training.epochs: training.epochs: found 'many'; a whole number belongs there");
  }

  @ParameterizedTest
  @CsvSource({"seed", "=3", "training..epochs=3"})
  void failsWhenASettingOfTheCommandLineHasNoKey(String override) throws IOException {
    Setting.Mapping settings = write("model: m");

    assertThatThrownBy(() -> Yaml.override(settings, override))
        .hasMessage(
            "--set: found '" + override + "'; key=value belongs there, such as training.epochs=3")
        .satisfies(has(BaseError.BAD_OVERRIDE));
  }

  private static org.assertj.core.api.ThrowingConsumer<Throwable> has(ErrorCode code) {
    return thrown -> assertThat(((ClozeException) thrown).code()).isEqualTo(code);
  }
}
