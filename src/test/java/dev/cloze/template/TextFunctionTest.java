package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFunctionTest {
  private static final Path GUIDE = Path.of("docs/templates.md");

  @ParameterizedTest
  @CsvSource({
    "strip, '\t\u00a0a b\u3000', 'a b'",
    "lstrip, ' a ', 'a '",
    "rstrip, ' a ', ' a'",
    "rstrip_punctuation, 'So? (Yes)...', 'So? (Yes'",
    "lower, 'ÀB', 'àb'",
    "upper, 'straße', 'STRASSE'",
    "capitalize, 'éA B', 'Éa b'",
    "title, 'an éAR', 'An Éar'",
    "first_lower, 'ABC', 'aBC'",
    "first_upper, 'aBC d', 'ABC d'",
    "drop_last, 'ab😀', 'ab'",
    "drop_last, '', ''",
  })
  void changesTheText(String name, String text, String expected) {
    TextFunction function = TextFunction.of(name).orElseThrow();

    assertThat(function.apply(text)).isEqualTo(expected);
  }

  /** The guide's table of results is true and leaves no function out. */
  @Test
  void theGuideShowsWhatEachFunctionDoes() throws IOException {
    String guide = Files.readString(GUIDE);
    String sample = "it's A Small world!";
    for (TextFunction function : TextFunction.values()) {
      assertThat(guide).contains("`" + function.symbol() + "`");
      Matcher row =
          Pattern.compile("\\| `" + function.symbol() + "` \\| `([^`]*)` \\|").matcher(guide);
      if (row.find()) {
        assertThat(function.apply(sample)).as(function.symbol()).isEqualTo(row.group(1));
      } else {
        assertThat(function.apply(sample)).as(function.symbol()).isEqualTo(sample);
      }
    }
  }

  @Test
  void theGuideShowsEveryKeyAndMethod() throws IOException {
    String guide = Files.readString(GUIDE);

    assertThat(Arrays.stream(Key.values()).map(key -> "\"" + key.symbol() + "\""))
        .allSatisfy(key -> assertThat(guide).contains(key));
    assertThat(Arrays.stream(TextMethod.values()).map(method -> "`" + method.symbol() + "("))
        .allSatisfy(method -> assertThat(guide).contains(method));
    assertThat(SpecialToken.symbols())
        .allSatisfy(symbol -> assertThat(guide).contains("`" + symbol + "`"));
  }
}
