package org.trialwright.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.store.FSDirectory;

/**
 * The finder on the records as they stand. The first question opens the index, and makes it when
 * there is none. When records have changed since it was made, it answers all the same, a new one is
 * made behind it, and the two are exchanged at once.
 */
public final class LiveFinder implements Finder, AutoCloseable {
  /** Another number whenever an index is made in another way. */
  private static final String FORM = "2";

  private static final int TENTH = 10;
  private static final long ALL = -1;

  private static final String INDEX = "index-";
  private static final String MAKING = "making-";

  /** It advises a faster kind of arithmetic at every start, which nobody here can act on. */
  private static final Logger ADVICE =
      Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

  private static final long LOOK_EVERY = TimeUnit.SECONDS.toNanos(2);

  private final RecordStore store;
  private final Path folder;
  private final AtomicReference<Optional<Open>> open = new AtomicReference<>(Optional.empty());
  private final AtomicBoolean making = new AtomicBoolean();
  private final Set<Path> inWork = ConcurrentHashMap.newKeySet();
  private final ReentrantLock first = new ReentrantLock();

  private record Open(String edition, LuceneFinder finder, long lookedAt) {}

  /**
   * @param folder where the index is kept; it may be thrown away
   */
  public LiveFinder(RecordStore store, Path folder) {
    this.store = store;
    this.folder = folder;
    ADVICE.setLevel(Level.SEVERE);
  }

  private Open current() {
    var now = open.get();
    if (now.isPresent()) {
      return looked(now.get());
    }
    first.lock();
    try {
      if (open.get().isEmpty()) {
        var edition = store.edition();
        var lookedAt = System.nanoTime();
        var older = kept(edition).isPresent() ? Optional.<Path>empty() : older(edition);
        open.set(
            Optional.of(
                older.isPresent()
                    ? new Open(edition(older.get()), opened(older.get()), lookedAt - LOOK_EVERY)
                    : new Open(edition, opened(edition), lookedAt)));
      }
      return open.get().orElseThrow();
    } finally {
      first.unlock();
    }
  }

  private Open looked(Open now) {
    if (System.nanoTime() - now.lookedAt() < LOOK_EVERY) {
      return now;
    }
    var edition = store.edition();
    if (edition.equals(now.edition())) {
      open.compareAndSet(
          Optional.of(now), Optional.of(new Open(edition, now.finder(), System.nanoTime())));
    } else if (making.compareAndSet(false, true)) {
      Thread.ofVirtual().name("index").start(() -> exchange(edition));
    }
    return now;
  }

  private void exchange(String edition) {
    try {
      exchange(edition, place(edition, ""));
    } finally {
      making.set(false);
    }
  }

  private LuceneFinder exchange(String edition, Path place) {
    var made = opened(place);
    var before = open.getAndSet(Optional.of(new Open(edition, made, System.nanoTime())));
    before.ifPresent(one -> one.finder().close());
    return made;
  }

  /**
   * Where an index of this edition lies.
   *
   * @param anew told apart from those before it; empty for the first
   */
  private Path place(String edition, String anew) {
    var name = INDEX + FORM + "-" + edition;
    return folder.resolve(anew.isEmpty() ? name : name + "+" + anew);
  }

  /** The index of this edition, made when there is none. */
  private LuceneFinder opened(String edition) {
    return opened(kept(edition).orElse(place(edition, "")));
  }

  private Optional<Path> kept(String edition) {
    return indexes().filter(one -> edition(one).equals(edition)).findFirst();
  }

  /** An index of the same records as they were before. */
  private Optional<Path> older(String edition) {
    var database = edition.substring(0, edition.indexOf('-') + 1);
    return indexes().filter(one -> edition(one).startsWith(database)).findFirst();
  }

  /** The edition in the name of an index. */
  private static String edition(Path place) {
    var name = place.getFileName().toString().substring((INDEX + FORM + "-").length());
    return name.contains("+") ? name.substring(0, name.indexOf('+')) : name;
  }

  private Stream<Path> indexes() {
    try (var all = Files.list(Files.createDirectories(folder))) {
      return all
          .filter(one -> one.getFileName().toString().startsWith(INDEX + FORM + "-"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot look into the folder " + folder, trouble);
    }
  }

  private LuceneFinder opened(Path place) {
    try {
      Files.createDirectories(folder);
      if (!Files.isDirectory(place)) {
        make(place);
      }
      var finder = new LuceneFinder(FSDirectory.open(place));
      forgetOthers(place);
      return finder;
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot keep the index of records in " + folder, trouble);
    }
  }

  private void make(Path place) throws IOException {
    var part = Files.createTempDirectory(folder, MAKING);
    inWork.add(part);
    try {
      var base = base(place);
      if (base.isPresent()) {
        link(base.get(), part);
      }
      try (var directory = FSDirectory.open(part);
          var indexing = new Indexing(directory, base.isPresent())) {
        indexing.addAll(store, base.map(LiveFinder::number).orElse(ALL));
      }
      Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | AtomicMoveNotSupportedException madeMeanwhile) {
      delete(part);
      if (!Files.isDirectory(place)) {
        throw madeMeanwhile;
      }
    } finally {
      inWork.remove(part);
    }
  }

  /** An earlier index to start from, where less than a tenth of the records changed since. */
  private Optional<Path> base(Path place) {
    if (place.getFileName().toString().contains("+")) {
      return Optional.empty();
    }
    return older(edition(place))
        .filter(one -> number(one) < number(place))
        .filter(one -> store.changed(number(one)) < store.count() / TENTH);
  }

  /** The number in the edition of an index. */
  private static long number(Path place) {
    var edition = edition(place);
    return Long.parseLong(edition.substring(edition.indexOf('-') + 1));
  }

  /** The files of an index are never written again; they may stand in two folders. */
  private static void link(Path from, Path into) throws IOException {
    try (var all = Files.list(from)) {
      for (var one : all.filter(file -> !file.endsWith(IndexWriter.WRITE_LOCK_NAME)).toList()) {
        var there = into.resolve(one.getFileName());
        try {
          Files.createLink(there, one);
        } catch (UnsupportedOperationException | IOException noLinksHere) {
          Files.copy(one, there);
        }
      }
    }
  }

  private void forgetOthers(Path kept) throws IOException {
    try (var all = Files.list(folder)) {
      for (var other : all.toList()) {
        var name = other.getFileName().toString();
        boolean ours = name.startsWith(INDEX) || name.startsWith(MAKING);
        if (!other.equals(kept) && ours && !inWork.contains(other)) {
          delete(other);
        }
      }
    }
  }

  private static void delete(Path place) throws IOException {
    try (var all = Files.walk(place)) {
      for (var one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    }
  }

  private <T> T with(Function<LuceneFinder, T> question) {
    while (true) {
      var finder = current().finder();
      if (finder.enter()) {
        try {
          return question.apply(finder);
        } finally {
          finder.leave();
        }
      }
    }
  }

  /**
   * Makes the index anew, whatever there is. Until it is ready the one before answers; then the two
   * are exchanged at once.
   *
   * @return how many records it holds; 0 when another one is being made already
   */
  public long makeAnew() {
    if (!making.compareAndSet(false, true)) {
      return 0;
    }
    first.lock();
    try {
      var edition = store.edition();
      var anew = UUID.randomUUID().toString().substring(0, 8);
      return exchange(edition, place(edition, anew)).size();
    } finally {
      first.unlock();
      making.set(false);
    }
  }

  /** Waits for an index of the records as they stand, and says how many it holds. */
  public long prepare() {
    var edition = store.edition();
    first.lock();
    try {
      if (open.get().filter(one -> one.edition().equals(edition)).isEmpty()) {
        var made = opened(edition);
        open.getAndSet(Optional.of(new Open(edition, made, System.nanoTime())))
            .ifPresent(before -> before.finder().close());
      }
    } finally {
      first.unlock();
    }
    return with(LuceneFinder::size);
  }

  @Override
  public Found find(Search search, int from, int most) {
    return with(finder -> finder.find(search, from, most));
  }

  @Override
  public long count(Search search) {
    return with(finder -> finder.count(search));
  }

  @Override
  public List<Ranked> rank(String note, int most) {
    return with(finder -> finder.rank(note, most));
  }

  @Override
  public List<String> suggest(String typed, int most) {
    return with(finder -> finder.suggest(typed, most));
  }

  @Override
  public Optional<Why> why(Search search, String id) {
    return with(finder -> finder.why(search, id));
  }

  @Override
  public List<City> cities(String name, int most) {
    return with(finder -> finder.cities(name, most));
  }

  @Override
  public List<Inside> places(List<String> path) {
    return with(finder -> finder.places(path));
  }

  @Override
  public Found at(List<String> path, int from, int most) {
    return with(finder -> finder.at(path, from, most));
  }

  @Override
  public List<String> everyPlace() {
    return with(LuceneFinder::everyPlace);
  }

  @Override
  public List<String> everyCondition() {
    return with(LuceneFinder::everyCondition);
  }

  @Override
  public Conditions conditions(String beginning) {
    return with(finder -> finder.conditions(beginning));
  }

  @Override
  public Optional<Inside> condition(String slug) {
    return with(finder -> finder.condition(slug));
  }

  @Override
  public Found about(String condition, int from, int most) {
    return with(finder -> finder.about(condition, from, most));
  }

  @Override
  public void close() {
    open.getAndSet(Optional.empty()).ifPresent(one -> one.finder().close());
  }
}
