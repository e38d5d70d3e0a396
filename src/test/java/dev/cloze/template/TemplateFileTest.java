package dev.cloze.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.io.Resources;
import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateFileTest {
  @TempDir Path folder;

  @Test
  void readsTemplatesOfEveryShapeThatOpenPromptShips() throws URISyntaxException {
    Path path = Path.of(Resources.getResource("template/openprompt-shapes.txt").toURI());
    TemplateFile file = TemplateFile.read(path);

    assertThat(file.lines()).hasSize(14);
    for (int choice = 0; choice < file.lines().size(); choice++) {
      Template template = file.choose(choice);
      assertThat(template.masks()).as(template.text()).isPositive();
      assertThat(Template.parse(template.written()).pieces()).isEqualTo(template.pieces());
    }
  }

  @Test
  void countsEveryLineAndDropsWhiteSpaceAtItsEnd() throws IOException {
    Path path = write("\ufeffa {\"mask\"} \t\r\n\r  {\"mask\"} b\n");
    TemplateFile file = TemplateFile.read(path);

    assertThat(file.lines()).hasSize(3);
    assertThat(file.choose(0).text()).isEqualTo("a {\"mask\"}");
    assertThat(file.choose(2).text()).isEqualTo("  {\"mask\"} b");
  }

  @Test
  void failsWhenTheLineIsWrongAndNamesFileAndLine() throws IOException {
    Path path = write("{\"mask\"}\na {\"maks\"}\nb\n");
    TemplateFile file = TemplateFile.read(path);

    assertThat(thrown(() -> file.choose(1)))
        .hasMessageStartingWith(path + " line 2, column 4: found the key 'maks';");
    assertThat(thrown(() -> file.choose(2)))
        .hasMessage(
            path
                + " line 3: found no mask in 'b'; write {\"mask\"} where the model has to fill in");
  }

  @Test
  void failsWhenTheChoiceIsOutOfRange() throws IOException {
    Path path = write("{\"mask\"}\n\n");
    TemplateFile file = TemplateFile.read(path);

    ClozeException error = thrown(() -> file.choose(2));

    assertThat(error).hasMessage(path + ": found choice 2; the file has the choices 0 to 1");
    assertThat(error.code()).isEqualTo(TemplateError.CHOICE);
    assertThat(thrown(() -> file.choose(-1)))
        .hasMessage(path + ": found choice -1; the file has the choices 0 to 1");
    assertThat(thrown(() -> file.choose(1)))
        .hasMessage(
            path
                + " line 2: found an empty line for choice 1; expected a template (choices count"
                + " from 0, lines from 1)");
  }

  @Test
  void failsWhenTheFileIsEmpty() throws IOException {
    Path path = write("");

    assertThat(thrown(() -> TemplateFile.read(path).choose(0)))
        .hasMessage(path + ": found choice 0; the file is empty");
  }

  @Test
  void failsWhenTheFileIsNotUtf8() throws IOException {
    Path path = folder.resolve("latin.txt");
    Files.write(path, "{\"mask\"}\ncaf\u00e9 {\"mask\"}\n".getBytes(StandardCharsets.ISO_8859_1));

    ClozeException error = thrown(() -> TemplateFile.read(path));

    assertThat(error)
        .hasMessage(path + " line 2: found bytes that are not UTF-8; save the file as UTF-8");
    assertThat(error.code()).isEqualTo(TemplateError.NOT_TEXT);
  }

  @Test
  void failsWhenThereIsNoFile() {
    Path path = folder.resolve("none.txt");

    ClozeException error = thrown(() -> TemplateFile.read(path));

    assertThat(error)
        .hasMessage(
            path + ": found no file that can be read; expected a text file, one template a line");
    assertThat(error.code()).isEqualTo(TemplateError.FILE);
    assertThat(thrown(() -> TemplateFile.read(folder)).code()).isEqualTo(TemplateError.FILE);
  }

  @Test
  void failsWhenTheFileIsFarTooLong() throws IOException {
    Path path = folder.resolve("long.txt");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(10_000_001);
    }

    ClozeException error = thrown(() -> TemplateFile.read(path));

    assertThat(error)
        .hasMessage(path + ": found 10000001 bytes; a template file may have at most 10000000");
    assertThat(error.code()).isEqualTo(TemplateError.TOO_LONG);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("templates.txt"), text);
  }

  private static ClozeException thrown(ThrowingCallable call) {
    ClozeException error = catchThrowableOfType(ClozeException.class, call);
    assertThat(error).isNotNull();
    return error;
  }
}
