/**
 * Shows a toast by Windows PowerShell. Shown as by PowerShell itself: a name of one's own would have to be registered on
 * the machine first.
 */
export const TOAST = [
  "$ErrorActionPreference = 'Stop'",
  '[void][Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]',
  '[void][Windows.UI.Notifications.ToastNotification, Windows.UI.Notifications, ContentType = WindowsRuntime]',
  '$kind = [Windows.UI.Notifications.ToastTemplateType]::ToastText02',
  '$xml = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($kind)',
  "$texts = $xml.GetElementsByTagName('text')",
  '[void]$texts.Item(0).AppendChild($xml.CreateTextNode($env:HOOKLINE_NOTIFY_TITLE))',
  '[void]$texts.Item(1).AppendChild($xml.CreateTextNode($env:HOOKLINE_NOTIFY_BODY))',
  "if ($env:HOOKLINE_NOTIFY_SOUND -ne '1') {",
  "  $audio = $xml.CreateElement('audio')",
  "  $audio.SetAttribute('silent', 'true')",
  "  [void]$xml.SelectSingleNode('/toast').AppendChild($audio)",
  '}',
  "$app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'",
  '$toast = New-Object Windows.UI.Notifications.ToastNotification $xml',
  '[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show($toast)',
].join('\n');
