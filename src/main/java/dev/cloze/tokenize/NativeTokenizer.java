package dev.cloze.tokenize;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.cloze.base.ClozeException;
import dev.cloze.base.OfflineLibraries;
import java.util.Arrays;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A handle on a tokenizer of the native library. The library is called directly, not through {@code
 * HuggingFaceTokenizer}: that one pads and truncates of its own accord, reports its use over the
 * network, and copies out words, spans and masks that nobody here reads (half of the time).
 *
 * <p>Any number of threads may encode; closing waits for them, for a call on a freed handle would
 * end the whole process.
 */
final class NativeTokenizer implements AutoCloseable {
  private final TokenizersLibrary library = TokenizersLibrary.LIB;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private long handle;

  private NativeTokenizer(long handle) {
    this.handle = handle;
    library.disableTruncation(handle);
    library.disablePadding(handle);
  }

  /**
   * Makes a tokenizer; {@link #loadLibrary} comes first.
   *
   * @param json the text of a {@code tokenizer.json}
   * @throws RuntimeException where the library refuses the text
   */
  static NativeTokenizer of(String json) {
    return new NativeTokenizer(TokenizersLibrary.LIB.createTokenizerFromString(json));
  }

  /**
   * Loads the library; from the second call on, nothing happens.
   *
   * @throws ClozeException {@link TokenizeError#NATIVE_LIBRARY}
   */
  static void loadLibrary() {
    OfflineLibraries.enforce(); // else the library looks for a variant to download
    try {
      LibUtils.checkStatus();
    } catch (RuntimeException | LinkageError e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new ClozeException(
              TokenizeError.NATIVE_LIBRARY,
              "the native library of the tokenizers cannot be loaded: %s; it is unpacked from its"
                  + " jar into the folder that the variable DJL_CACHE_DIR names, else into"
                  + " .djl.ai of the home folder, which must be writable",
              reason.getMessage())
          .causedBy(e);
    }
  }

  int[] encode(String text, boolean withSpecialTokens) {
    lock.readLock().lock();
    try {
      return take(library.encode(open(), wellFormed(text), withSpecialTokens));
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The ids of each text without special tokens; the library uses all cores. */
  int[][] encodeAll(String[] texts) {
    String[] wellFormed = new String[texts.length];
    Arrays.setAll(wellFormed, i -> wellFormed(texts[i]));
    lock.readLock().lock();
    try {
      long[] encodings = library.batchEncode(open(), wellFormed, false);
      int[][] ids = new int[encodings.length][];
      for (int row = 0; row < ids.length; row++) {
        ids[row] = take(encodings[row]);
      }
      return ids;
    } finally {
      lock.readLock().unlock();
    }
  }

  String decode(int[] ids) {
    long[] wide = new long[ids.length];
    for (int i = 0; i < ids.length; i++) {
      wide[i] = ids[i];
    }
    lock.readLock().lock();
    try {
      return library.decode(open(), wide, false);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * The text with U+FFFD for each half of a surrogate pair, of which the library would make three
   * characters of its own.
   */
  private static String wellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int[] characters =
            text.codePoints()
                .map(
                    c ->
                        c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '\ufffd' : c)
                .toArray();
        return new String(characters, 0, characters.length);
      }
    }
    return text;
  }

  private int[] take(long encoding) {
    try {
      long[] wide = library.getTokenIds(encoding);
      int[] ids = new int[wide.length];
      for (int i = 0; i < ids.length; i++) {
        ids[i] = Math.toIntExact(wide[i]);
      }
      return ids;
    } finally {
      library.deleteEncoding(encoding);
    }
  }

  private long open() {
    if (handle == 0) {
      throw new IllegalStateException("this tokenizer has been closed");
    }
    return handle;
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      if (handle != 0) {
        library.deleteTokenizer(handle);
        handle = 0;
      }
    } finally {
      lock.writeLock().unlock();
    }
  }
}
