package dev.cloze.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultModelTest {
  private static final Path OWN = Path.of("models", DefaultModel.NAME);
  private static final long MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  @Test
  void isTheFolderItselfWhereTheClassPathHasIt() throws IOException {
    Path found = DefaultModel.folder();

    assertThat(names(found)).isEqualTo(PackedModel.FILES);
    assertThat(found.resolve("config.json")).hasSameBinaryContentAs(OWN.resolve("config.json"));
  }

  @Test
  void isWholeAndSmallEnoughToBeCloned() throws IOException {
    assertThat(names(OWN)).isEqualTo(PackedModel.FILES);
    assertThat(Files.size(OWN.resolve("model.safetensors"))).isBetween(MEBIBYTE, 20 * MEBIBYTE);
  }

  @Test
  void isUnpackedOnceFromAJar() throws IOException {
    try (URLClassLoader jar = jar("first")) {
      Path cache = folder.resolve("not/yet/there");
      Path unpacked = PackedModel.of("m", jar).unpack(cache);

      assertThat(names(unpacked)).isEqualTo(PackedModel.FILES);
      assertThat(unpacked.resolve("vocab.txt")).hasContent("vocab.txt of first");
      assertThat(names(cache)).containsExactly(unpacked.getFileName().toString());

      Files.writeString(unpacked.resolve("vocab.txt"), "seen");
      assertThat(PackedModel.of("m", jar).unpack(cache)).isEqualTo(unpacked);
      assertThat(unpacked.resolve("vocab.txt")).hasContent("seen");
    }
  }

  @Test
  void anotherVersionTakesAnotherFolder() throws IOException {
    try (URLClassLoader first = jar("first");
        URLClassLoader second = jar("second")) {
      Path one = PackedModel.of("m", first).unpack(folder.resolve("cache"));
      Path other = PackedModel.of("m", second).unpack(folder.resolve("cache"));

      assertThat(one).isNotEqualTo(other);
      assertThat(one.resolve("config.json")).hasContent("config.json of first");
      assertThat(other.resolve("config.json")).hasContent("config.json of second");
    }
  }

  @Test
  void saysWhereItCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    try (URLClassLoader jar = jar("first")) {
      assertThatThrownBy(() -> PackedModel.of("m", jar).unpack(file))
          .isInstanceOfSatisfying(
              ClozeException.class, e -> assertThat(e.code()).isEqualTo(HubError.CANNOT_UNPACK))
          .hasMessageContaining(file.toString())
          .hasMessageContaining("CLOZE_CACHE");
    }
  }

  private URLClassLoader jar(String content) throws IOException {
    Path jar = folder.resolve(content + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out)) {
      for (String file : PackedModel.FILES) {
        entries.putNextEntry(new JarEntry("models/m/" + file));
        entries.write((file + " of " + content).getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    return new URLClassLoader(new URL[] {jar.toUri().toURL()}, null);
  }

  private static List<String> names(Path found) throws IOException {
    try (Stream<Path> files = Files.list(found)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
