package dev.cloze.architecture;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.cloze.base.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds together the codes in the source, their pages and the tests that throw them. */
class ErrorPagesTest {
  private static final Path PAGES = Path.of("docs/errors");
  private static final String TESTS = text(Path.of("src/test"));

  static ImmutableList<ErrorCode> codes() {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.cloze").stream()
            .filter(type -> type.isEnum() && type.isAssignableTo(ErrorCode.class))
            .map(JavaClass::reflect)
            .flatMap(type -> Stream.of(type.getEnumConstants()))
            .map(ErrorCode.class::cast)
            .collect(toImmutableList());
  }

  @Test
  void codesAreUniqueAndOfOneForm() {
    assertThat(codes())
        .extracting(ErrorCode::code)
        .hasSizeGreaterThan(10)
        .doesNotHaveDuplicates()
        .allMatch(code -> code.matches("[A-Z]{3}-\\d{3}"));
  }

  @Test
  void everyPageHasACode() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      assertThat(pages.map(page -> page.getFileName().toString()).toList())
          .containsExactlyInAnyOrderElementsOf(
              codes().stream().map(code -> code.code() + ".md").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyCodeHasAPage(ErrorCode code) {
    assertThat(Path.of(code.page()))
        .content()
        .startsWith("# " + code.code() + ": ")
        .contains("\n## What it means\n", "\n## Example\n", "\n## How to mend it\n")
        .contains(code.code() + ": ", "[" + code.page() + "]");
  }

  /** Where a test names a code, it expects it to be thrown. */
  @ParameterizedTest
  @MethodSource("codes")
  void everyCodeIsThrownByATest(ErrorCode code) {
    String constant = code.getClass().getSimpleName() + "." + ((Enum<?>) code).name();
    Pattern named = Pattern.compile("\\b(" + Pattern.quote(constant) + "|" + code.code() + ")\\b");
    assertThat(named.matcher(TESTS).find())
        .as("a test expects %s or %s", constant, code.code())
        .isTrue();
  }

  private static String text(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(java|txt|tsv)"))
          .map(ErrorPagesTest::content)
          .collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
