package dev.cloze.tokenize;

import dev.cloze.base.ClozeException;
import java.nio.file.Path;
import java.util.Arrays;

/** A program of its own, for the native library is loaded once in a process. */
final class NativeLibraryProbe {
  private NativeLibraryProbe() {}

  public static void main(String[] arguments) {
    try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(Path.of(arguments[0]))) {
      System.out.println(Arrays.toString(tokenizer.encode(arguments[1])));
    } catch (ClozeException e) {
      System.out.println(e.line());
    }
  }
}
