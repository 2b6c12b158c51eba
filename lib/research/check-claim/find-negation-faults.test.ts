import { describe, expect, test } from 'vitest';
import { checkClaim } from './check-claim.ts';

const kinds = (claim: string, text: string) =>
  checkClaim({ claim, quotes: [{ text }] }).faults.map(({ kind }) => kind);

describe('what is denied in other words is no fault', () => {
  test.each([
    ['Unless a key is set, uploads fail.', 'If no key is set, uploads fail.'],
    ['The server starts without loading plugins.', 'No plugins are loaded when the server starts.'],
    ['Backups are never kept longer than a week.', 'Backups are not kept for more than a week.'],
    ['No printer is faster than the X2.', 'The X2 is the fastest printer.'],
    ['The lid cannot be opened while the motor runs.', 'The lid can be opened only when the motor is off.'],
    ['It is forbidden to smoke on the deck.', 'Smoking is not allowed on the deck.'],
    ['Visitors need no ticket.', 'Visitors do not need a ticket.'],
    ['Visitors need not buy a ticket.', 'A ticket is not required for visitors.'],
    ['A ticket is optional for visitors.', 'Visitors do not have to buy a ticket.'],
    ['The tool is unable to read old files.', 'The tool cannot read old files.'],
    ['The old format is no longer supported.', 'Support for the old format was removed.'],
    ['The old format is no longer supported.', 'The new version does not support the old format.'],
    ['Only members may vote.', 'People who are not members may not vote.'],
    ['The museum is closed on Mondays.', 'The museum is not open on Mondays.'],
    ['The test failed.', 'The test did not succeed.'],
    ['The pump should not be left running without water.', 'Never let the pump run dry: it needs water.'],
    ['If the field is empty, nothing is sent.', 'Nothing is sent unless the field is filled in.'],
    [
      'The value is kept until the session ends and not written to disk.',
      'The value lives in the session; it is not written to disk.',
    ],
    ['The service is not free.', 'Users pay for the service.'],
    ['Not every model has a lid.', 'Some models do not have a lid.'],
    ['Some models have no lid.', 'Not all models have a lid.'],
    ['The cache does not survive a restart.', 'After a restart the cache is empty.'],
    ['Reading is allowed, but writing is not.', 'The user may read the file but must not write to it.'],
    [
      'Users may not write to the file, although they can read it.',
      'The file is read-only: users can read it but cannot write to it.',
    ],
    ['The index is updated only after the commit.', 'The index is not updated before the commit.'],
    ['The report was not published until 2019.', 'The report was published in 2019.'],
    ['The bridge does not carry trains; it carries cars.', 'The bridge carries cars, not trains.'],
    ['Tea is served, coffee is not.', 'Guests get tea but no coffee.'],
    [
      'The command returns at once and does not wait for the result.',
      'The command returns immediately, without waiting for the result.',
    ],
    [
      'Data in memory is lost when the process ends.',
      'Data in memory is not preserved when the process ends.',
    ],
    ['The parser ignores unknown keys.', 'Unknown keys are not read by the parser.'],
    [
      'Passwords are not stored in plain text; they are hashed.',
      'Passwords are hashed rather than stored in plain text.',
    ],
    ['A closed connection cannot be used again.', 'Once closed, a connection is not usable any more.'],
    [
      'Deleting the last row does not delete the table.',
      'The table remains even if its last row is deleted.',
    ],
    [
      'The function does nothing if the list is empty.',
      'If the list is not empty, the function sorts it; otherwise it does nothing.',
    ],
    [
      'The option has no effect on Windows.',
      'On Windows, the option does not do anything and has no effect.',
    ],
    ['No error is raised when the file is missing.', 'If the file does not exist, no error is raised.'],
    [
      'If the file exists, an error is raised.',
      'An error is raised if the file exists; if it does not exist, a new one is made.',
    ],
    [
      'The lock is not released before the transaction ends.',
      'The lock is held until the transaction ends and then released.',
    ],
    ['The lift does not go to the tower.', 'The lift goes to all floors except the tower.'],
    ['Dogs may not enter.', 'Animals may enter, excluding dogs.'],
    [
      'A new account has no projects.',
      'An account holds projects. At the start there are not any projects in an account.',
    ],
    [
      'The heating should be lowered step by step rather than stopped at once.',
      'Do not stop the heating suddenly, but lower it step by step.',
    ],
    [
      'You can move from 5.1 without stopping the cluster.',
      'Moving from 5.1 needs no downtime, whereas from 4.x the cluster has to be stopped.',
    ],
    [
      'Restarting a node no longer duplicates messages.',
      'We fixed a bug that duplicated messages when a node was restarted.',
    ],
    ['No regular trains have run since 1964.', 'Regular trains ran until 1964.'],
    ['Fruit sales rose by 4 %.', 'Fish sales fell by 6 % last year, whereas those of fruit grew by 4 %.'],
    ['Zeitungen kann man nicht ausleihen.', 'Zeitungen sind von der Ausleihe ausgeschlossen.'],
    ['Hunde dürfen nicht in die Halle.', 'Hunde sind in der Halle verboten.'],
    ['In der Halle ist Rauchen untersagt.', 'In der Halle darf nicht geraucht werden.'],
    ['Ohne Helm darf niemand auf die Baustelle.', 'Auf die Baustelle darf man nur mit Helm.'],
    ['Das Formular ist nicht nötig.', 'Ein Formular braucht man nicht.'],
    ['Ein Formular muss man nicht ausfüllen.', 'Es ist nicht erforderlich, ein Formular auszufüllen.'],
    ['Das Museum hat montags nicht geöffnet.', 'Montags ist das Museum geschlossen.'],
    ['Das alte Format wird nicht mehr unterstützt.', 'Die neue Version unterstützt das alte Format nicht.'],
    ['Nicht alle Zimmer haben ein Bad.', 'Einige Zimmer haben kein Bad.'],
    ['Der Speicher überlebt einen Neustart nicht.', 'Nach einem Neustart ist der Speicher leer.'],
    [
      'Der Befehl wartet nicht auf das Ergebnis.',
      'Der Befehl kehrt zurück, ohne auf das Ergebnis zu warten.',
    ],
    ['Die Brücke trägt Autos, aber keine Züge.', 'Die Brücke ist für Autos gedacht und nicht für Züge.'],
    ['Wer nicht Mitglied ist, darf nicht abstimmen.', 'Nur Mitglieder dürfen abstimmen.'],
    ['Das Gerät ist nicht dafür gebaut, unter Wasser zu laufen.', 'Unter Wasser läuft das Gerät nicht.'],
    [
      'Ist die Liste leer, geschieht nichts.',
      'Wenn die Liste nicht leer ist, wird sie sortiert; sonst geschieht nichts.',
    ],
    [
      'Man kann das Fenster nicht öffnen, solange der Motor läuft.',
      'Das Fenster lässt sich nur bei stehendem Motor öffnen.',
    ],
    ['Die Datei wird gelöscht, ohne dass nachgefragt wird.', 'Die Datei wird ohne Rückfrage gelöscht.'],
    ['Unless ALL is given, one row is sent.', 'If ALL is not given, one row is sent.'],
    ['忘记密码就不能停用保护。', '如果忘记了密码，将无法停用保护。'],
    ['大厅里不准吸烟。', '大厅禁止吸烟。'],
    ['旧格式不再受支持。', '新版本不支持旧格式。'],
    ['不是会员就不能投票。', '只有会员才能投票。'],
    ['博物馆星期一不开放。', '博物馆星期一闭馆。'],
    ['并非所有房间都有浴室。', '有些房间没有浴室。'],
    ['不需要填写表格。', '无需填写表格。'],
    ['命令不等待结果就返回。', '命令立即返回，不会等待结果。'],
    ['没有密码无法打开文件。', '只有输入密码才能打开文件。'],
    ['如果列表为空，则什么也不做。', '如果列表不为空，则进行排序；否则什么也不做。'],
    ['六岁以下儿童免票。', '六岁以下儿童不用买票。'],
    ['测试没有成功。', '测试失败了。'],
    ['重启后数据会丢失。', '重启后数据不会保留。'],
  ])('%j for %j', (claim, text) => {
    expect(kinds(claim, text)).toEqual([]);
  });
});

describe('what turns an affirmation or a denial round is a fault', () => {
  test.each([
    ['Visitors need a ticket.', 'Visitors do not need a ticket.'],
    ['The tool can read old files.', 'The tool is unable to read old files.'],
    ['The old format is still supported.', 'The old format is no longer supported.'],
    ['People who are not members may vote.', 'People who are not members may not vote.'],
    ['The museum is open on Mondays.', 'The museum is not open on Mondays.'],
    ['The test succeeded.', 'The test did not succeed.'],
    ['The pump may run without water.', 'The pump must never run without water.'],
    ['All models have a lid.', 'Not all models have a lid.'],
    ['Writing to the file is allowed.', 'Reading the file is allowed, but writing is not.'],
    ['The bridge carries trains.', 'The bridge carries cars, not trains.'],
    ['Coffee is served.', 'Tea is served, but coffee is not served.'],
    ['The command waits for the result.', 'The command returns immediately, without waiting for the result.'],
    [
      'Data in memory is preserved when the process ends.',
      'Data in memory is not preserved when the process ends.',
    ],
    ['A closed connection can be used again.', 'A closed connection cannot be used again.'],
    ['The option has an effect on Windows.', 'The option has no effect on Windows.'],
    ['An error is raised when the file is missing.', 'No error is raised when the file is missing.'],
    [
      'The lock is released before the transaction ends.',
      'The lock is not released before the transaction ends.',
    ],
    ['It is not impossible to remove the lid.', 'It is impossible to remove the lid.'],
    ['Swimming in the lake is allowed.', 'It is forbidden to swim in the lake.'],
    ['Swimming in the lake is not forbidden.', 'It is not allowed to swim in the lake.'],
    ['The engine never stops without a warning.', 'The engine often stops without a warning.'],
    ['He hardly ever eats meat.', 'He eats meat every day.'],
    ['The data is not encrypted.', 'The data is encrypted before it is sent.'],
    ['Guests may bring their own food.', "Guests mustn't bring their own food."],
    ['The company did not pay the fine.', 'The company paid the fine in May.'],
    ['The auditors did not sign the accounts.', 'The auditors signed the accounts without qualification.'],
    ['The tablet must not be divided.', 'The tablet can be divided but must not be crushed.'],
    ['Fish sales rose by 6 %.', 'Fish sales fell by 6 % last year, whereas those of fruit grew by 4 %.'],
    ['All patients start with half a tablet.', 'Patients usually start with half a tablet.'],
    ['Hunde dürfen in die Halle.', 'Hunde dürfen nicht in die Halle.'],
    ['In der Halle darf geraucht werden.', 'Rauchen ist in der Halle nicht gestattet.'],
    ['Ohne Helm darf man auf die Baustelle.', 'Ohne Helm darf niemand auf die Baustelle.'],
    ['Man braucht ein Formular.', 'Man braucht kein Formular.'],
    ['Das Museum hat montags geöffnet.', 'Das Museum hat montags nicht geöffnet.'],
    ['Das alte Format wird noch unterstützt.', 'Das alte Format wird nicht mehr unterstützt.'],
    ['Alle Zimmer haben ein Bad.', 'Nicht alle Zimmer haben ein Bad.'],
    ['Der Befehl wartet auf das Ergebnis.', 'Der Befehl kehrt zurück, ohne auf das Ergebnis zu warten.'],
    ['Die Brücke trägt Züge.', 'Die Brücke trägt Autos, aber keine Züge.'],
    ['Die Daten sind nie verschlüsselt.', 'Die Daten sind verschlüsselt.'],
    ['Das Fenster lässt sich öffnen.', 'Das Fenster lässt sich nicht öffnen.'],
    ['Es ist unmöglich, das Fenster zu öffnen.', 'Das Fenster kann man öffnen.'],
    ['Die Firma zahlte die Strafe nicht.', 'Die Firma zahlte im Mai die Strafe.'],
    ['大厅里可以吸烟。', '大厅里不可以吸烟。'],
    ['旧格式仍受支持。', '旧格式不再受支持。'],
    ['博物馆星期一开放。', '博物馆星期一不开放。'],
    ['所有房间都有浴室。', '并非所有房间都有浴室。'],
    ['需要填写表格。', '不需要填写表格。'],
    ['没有密码也能打开文件。', '没有密码无法打开文件。'],
    ['测试成功了。', '测试没有成功。'],
    ['重启后数据会保留。', '重启后数据不会保留。'],
    ['公司未支付罚款。', '公司在五月支付了罚款。'],
    ['数据未加密。', '数据经过加密。'],
  ])('%j against %j', (claim, text) => {
    expect(kinds(claim, text)).not.toEqual([]);
  });
});

describe('in languages that negate twice, or behind the verb', () => {
  test.each([
    ['Le musée n’est pas ouvert le lundi.', 'Le lundi, le musée n’est pas ouvert.'],
    ['El museo no abre nunca los lunes.', 'El museo nunca abre los lunes.'],
    ['Музей никогда не работает по понедельникам.', 'По понедельникам музей не работает.'],
    ['月曜日に博物館は開いていません。', '博物館は月曜日に開いていません。'],
    ['संग्रहालय सोमवार को नहीं खुलता है।', 'सोमवार को संग्रहालय नहीं खुलता है।'],
    ['المتحف لا يفتح يوم الاثنين.', 'لا يفتح المتحف يوم الاثنين.'],
  ])('%j says what %j does', (claim, text) => {
    expect(kinds(claim, text)).toEqual([]);
  });

  test.each([
    ['Le musée est ouvert le lundi.', 'Le musée n’est pas ouvert le lundi.'],
    ['El museo abre los lunes.', 'El museo no abre nunca los lunes.'],
    ['Музей работает по понедельникам.', 'Музей никогда не работает по понедельникам.'],
    ['博物館は月曜日に開いています。', '博物館は月曜日に開いていません。'],
    ['संग्रहालय सोमवार को खुलता है।', 'संग्रहालय सोमवार को नहीं खुलता है।'],
    ['المتحف يفتح يوم الاثنين.', 'المتحف لا يفتح يوم الاثنين.'],
  ])('%j does not', (claim, text) => {
    expect(kinds(claim, text)).toContain('negation');
  });
});
