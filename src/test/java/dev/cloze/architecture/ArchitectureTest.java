package dev.cloze.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureTest {
  private static final int LONGEST_FILE = 400;
  private static final JavaClasses PROJECT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.cloze");

  static Stream<Arguments> rules() {
    return Stream.of(
        rule("a class outside the rooms", "archfixture.stranger", Rooms::known),
        rule("an import against the table", "archfixture.upward", Rooms::imports),
        rule("a shell that imports another shell", "archfixture.shells", Rooms::imports),
        rule("rooms that need each other", "archfixture.cycle", Rooms::acyclic),
        rule("the engine outside tensor", "archfixture.engine", Rooms::engine),
        rule("the engine within tokenize", "archfixture.tokenizer", Rooms::engine),
        rule("the tokenizers outside tokenize", "archfixture.words", Rooms::tokenizers));
  }

  private static Arguments rule(String name, String planted, Function<Rooms, ArchRule> rule) {
    return Arguments.of(name, planted, rule);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theProjectKeepsTheRule(String name, String planted, Function<Rooms, ArchRule> rule) {
    assertThatCode(() -> rule.apply(new Rooms("dev.cloze")).check(PROJECT))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void theRuleCatchesAPlantedViolation(
      String name, String planted, Function<Rooms, ArchRule> rule) {
    JavaClasses classes = new ClassFileImporter().importPackages(planted);

    assertThatThrownBy(() -> rule.apply(new Rooms(planted)).check(classes))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(planted);
  }

  @Test
  void whatIsAllowedIsNotTakenForAViolation() {
    JavaClasses classes = new ClassFileImporter().importPackages("archfixture.lawful");
    Rooms rooms = new Rooms("archfixture.lawful");

    assertThatCode(
            () ->
                List.of(
                        rooms.known(),
                        rooms.imports(),
                        rooms.acyclic(),
                        rooms.engine(),
                        rooms.tokenizers())
                    .forEach(rule -> rule.check(classes)))
        .doesNotThrowAnyException();
  }

  @Test
  void noFileIsLongerThanAReaderCanHold() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")).toList())
          .isNotEmpty()
          .allSatisfy(
              file -> assertThat(Files.readAllLines(file)).hasSizeLessThanOrEqualTo(LONGEST_FILE));
    }
  }

  @Test
  void everyRoomSaysWhatItOwns() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/cloze"))) {
      assertThat(folders.toList())
          .isNotEmpty()
          .allSatisfy(
              folder ->
                  assertThat(folder.resolve("package-info.java"))
                      .content()
                      .containsPattern("To[ *\n]+add ")
                      .containsPattern("[Mm]ay[ *\n]+import"));
    }
  }
}
