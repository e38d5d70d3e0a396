package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.Resources;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Pins whole messages: a line with a template, a line with code and message, an empty line. */
class TemplateMessagesTest {
  private static final String LINE_BREAK = "⏎";

  record Row(String template, String code, String message) {}

  @ParameterizedTest
  @MethodSource("rows")
  void failsWhenTheTemplateIsWrong(Row row) {
    ClozeException error = thrown(row.template().replace(LINE_BREAK, "\n"));

    assertThat(error.code().code() + " " + error.getMessage())
        .isEqualTo(row.code() + " " + row.message());
  }

  @Test
  void pinsManyMessages() throws IOException {
    assertThat(rows()).hasSizeGreaterThan(50);
  }

  @ParameterizedTest
  @EnumSource(TemplateError.class)
  void everyCodeHasAPageThatNamesIt(TemplateError code) throws IOException {
    String page = Files.readString(Path.of(code.page()));

    assertThat(page)
        .startsWith("# " + code.code() + ": ")
        .contains("## What it means", "## Example", "## How to mend it");
  }

  /** The example of a page is a pinned message wherever the mistake stands in a template. */
  @ParameterizedTest
  @EnumSource(TemplateError.class)
  void everyPageShowsAMessageThatIsPinned(TemplateError code) throws IOException {
    String page = Files.readString(Path.of(code.page()));
    List<Row> rows = rows().filter(row -> row.code().equals(code.code())).toList();

    assertThat(rows)
        .satisfiesAnyOf(
            list -> assertThat(list).isEmpty(),
            list ->
                assertThat(list)
                    .anySatisfy(
                        row ->
                            assertThat(page)
                                .contains(row.template() + "\n")
                                .contains(row.code() + ": " + row.message())));
  }

  static ClozeException thrown(String template) {
    ClozeException error =
        catchThrowableOfType(ClozeException.class, () -> Template.parse(template));
    assertThat(error).as("%s", template).isNotNull();
    return error;
  }

  static Stream<Row> rows() throws IOException {
    String table =
        Resources.toString(Resources.getResource("template/messages.txt"), StandardCharsets.UTF_8);
    return Splitter.on("\n\n")
        .trimResults()
        .omitEmptyStrings()
        .splitToStream(table)
        .map(TemplateMessagesTest::row);
  }

  private static Row row(String block) {
    ImmutableList<String> lines = ImmutableList.copyOf(Splitter.on('\n').split(block));
    ImmutableList<String> result =
        ImmutableList.copyOf(Splitter.on(' ').limit(2).split(lines.get(1)));
    return new Row(lines.get(0), result.get(0), result.get(1));
  }
}
